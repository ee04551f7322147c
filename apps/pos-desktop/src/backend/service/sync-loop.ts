import { unreachable } from '@jifen/core';
import { POKE_PATH, retryDelayMs } from '@jifen/sync';
import type { Exchanger, ExchangeOutcome } from './exchange.ts';
import { senderOf } from './exchange.ts';
import { signedRequest, type Transport } from './hq-call.ts';
import { syncStatusOf } from './sync-status.ts';
import type { Till } from './till.ts';
import type { Timer } from './timer.ts';

/** Keeps a till in step with HQ as long as it runs: by timer, sooner after a commit here or a poke from HQ. */
export type SyncLoop = { nudge(): void; stop(): void };
export type SyncLoopDeps = { readonly till: Till; readonly exchanger: Exchanger; readonly transport: Transport; readonly timer: Timer };

const POLL_MS = 15_000;
/** Commits shortly after another travel together. */
const GATHER_MS = 300;
const REFUSED_POLL_MS = 60_000;
/** A challenge or a rewind is answered at once; an HQ that asks for nothing else is not worth a hot loop. */
const PROMPT_AGAINS = 5;
/** A log that HQ does not take for so long is worth a warning. */
const WATCHDOG_MS = 600_000;

export function startSyncLoop({ till, exchanger, transport, timer }: SyncLoopDeps): SyncLoop {
  let isStopped = false;
  let isRunning = false;
  let isNudged = false;
  let attempt = 0;
  let callOff: () => void = () => undefined;
  const schedule = (delayMs: number) => {
    callOff();
    if (!isStopped) callOff = timer(delayMs, () => void run());
  };
  const runRound = async () => {
    const outcome = await exchanger.exchange();
    if (!isStopped) warnWhenStuck(till);
    return outcome;
  };
  const run = async () => {
    if (isRunning || isStopped) return;
    isRunning = true;
    isNudged = false;
    // Nobody waits for this promise: whatever fails in a round, a disk that cannot be read included, is a round that failed.
    const outcome = await runRound().catch((error: unknown): ExchangeOutcome => {
      till.logger.error({ err: error }, 'an exchange failed');
      return { kind: 'failed', code: 'hq_failed' };
    });
    isRunning = false;
    if (isStopped) return;
    attempt = outcome.kind === 'applied' ? 0 : attempt + 1;
    schedule(isNudged ? 0 : delayAfter(till, outcome, attempt));
  };
  const nudge = () => {
    isNudged = true;
    if (!isRunning && (attempt === 0 || till.line.isUp())) schedule(GATHER_MS);
  };
  const stopListening = till.changes.listen((topics) => {
    if (topics.includes('journal')) nudge();
  });
  const stopPokes = listenForPokes({ till, transport, timer }, nudge);
  schedule(0);
  return {
    nudge,
    stop: () => {
      isStopped = true;
      callOff();
      stopListening();
      stopPokes();
    },
  };
}

function delayAfter(till: Till, outcome: ExchangeOutcome, attempt: number): number {
  const random = till.random.fraction();
  switch (outcome.kind) {
    case 'applied':
      return outcome.isDrained ? Math.floor(POLL_MS * (0.75 + random / 2)) : 0;
    case 'again':
      return attempt <= PROMPT_AGAINS ? 0 : retryDelayMs(attempt - PROMPT_AGAINS, random);
    case 'unreachable':
      return Math.max(outcome.retryAfterMs ?? 0, retryDelayMs(attempt, random));
    case 'refused':
      return Math.floor(REFUSED_POLL_MS * (0.75 + random / 2));
    case 'failed':
    case 'line_cut':
    case 'not_enrolled':
      return retryDelayMs(attempt, random);
  }
  return unreachable(outcome);
}

function warnWhenStuck(till: Till): void {
  const { oldestPendingAt, pending, state } = syncStatusOf(till);
  if (oldestPendingAt === null || till.clock() - oldestPendingAt < WATCHDOG_MS) return;
  till.logger.warn({ pending, oldestPendingAt, state }, 'HQ has not taken the log for long');
}

/** Reads HQ's event stream and begins again whenever it ends; a poke says only that an exchange is worth while. */
function listenForPokes({ till, transport, timer }: Omit<SyncLoopDeps, 'exchanger'>, onPoke: () => void): () => void {
  const abort = new AbortController();
  let attempt = 0;
  let callOff: () => void = () => undefined;
  const connect = async () => {
    const wasOpen = await readPokes({ till, transport, signal: abort.signal }, onPoke);
    attempt = wasOpen ? 0 : attempt + 1;
    if (!abort.signal.aborted) callOff = timer(1000 + retryDelayMs(attempt, till.random.fraction()), () => void connect());
  };
  callOff = timer(0, () => void connect());
  return () => {
    abort.abort();
    callOff();
  };
}

type PokeStream = { readonly till: Till; readonly transport: Transport; readonly signal: AbortSignal };

/** True when the stream was open at all. */
async function readPokes({ till, transport, signal }: PokeStream, onPoke: () => void): Promise<boolean> {
  if (till.line.isCut() || till.hasLostKeys) return false;
  try {
    const signed = signedRequest(`${till.hqUrl}${POKE_PATH}`, { method: 'GET', body: null }, senderOf(till));
    const request = new Request(signed, { signal, headers: { ...Object.fromEntries(signed.headers), accept: 'text/event-stream' } });
    const response = await transport(request);
    if (!response.ok || response.body === null) return false;
    const decoder = new TextDecoder();
    for await (const chunk of response.body) {
      if (till.line.isCut()) break;
      if (decoder.decode(chunk, { stream: true }).includes('event: poke')) onPoke();
    }
    return true;
  } catch {
    // A broken stream is normal; the timer carries on without it.
    return false;
  }
}
