import { unixMs, unreachable } from '@jifen/core';
import {
  type AppliedResponse,
  type Ask,
  BATCH_EVENTS,
  EXCHANGE_PATH,
  type ExchangeRequest,
  exchangeResponseSchema,
  lowerProtocol,
  nextBatchSize,
  requestIn,
  type Want,
} from '@jifen/sync';
import { getPeerRow, savePeerNote } from '../store/peer.ts';
import { type Applied, applyAnswer } from './apply-answer.ts';
import { beginAfterFork } from './begin-life.ts';
import { makeExchangeRequest } from './exchange-request.ts';
import { createSpoken, type Spoken, spokenBy } from './spoken.ts';
import { callHq, hqErrorOf, type HqReply, signedRequest, type Transport } from './hq-call.ts';
import type { Till } from './till.ts';

/** How one exchange ended. Whatever HQ says, the till's own data is untouched unless the answer is whole and right. */
export type ExchangeOutcome =
  /** `isRecalling`: HQ called wanted rights back from a till that it hopes to hear soon. */
  | {
      readonly kind: 'applied';
      readonly isDrained: boolean;
      readonly isRecalling?: true;
      /** What became of receipts that were asked for. */
      readonly asked?: AppliedResponse['asked'];
    }
  | { readonly kind: 'again' }
  | { readonly kind: 'line_cut' }
  | { readonly kind: 'not_enrolled' }
  | { readonly kind: 'unreachable'; readonly retryAfterMs: number | null }
  | { readonly kind: 'refused'; readonly code: string }
  /** `hq_answer_malformed`, `hq_answer_outdated`, or HQ's own code; `hq_failed` when it gave none. */
  | { readonly kind: 'failed'; readonly code: string };

export type Exchanger = {
  /** One round. Rounds never overlap: a second call waits for the first. */
  exchange(wants?: readonly Want[], asks?: readonly Ask[]): Promise<ExchangeOutcome>;
  /** Rounds until HQ has everything and everything of HQ is here, or until one fails. */
  drain(): Promise<ExchangeOutcome>;
  /** From now on nothing is sent, and an answer that still comes is not looked at: the store may be closed. */
  stop(): void;
};

/** HQ asks for another try at a challenge, at a new history, at a gap: never more often in a row. */
const MAX_AGAIN = 5;

export function createExchanger(till: Till, transport: Transport): Exchanger {
  let batchEvents = BATCH_EVENTS;
  const spoken = createSpoken(till);
  let last: Promise<unknown> = Promise.resolve();
  const stop = new AbortController();
  const runOne = async (wants: readonly Want[], asks: readonly Ask[]) => {
    const done = await runExchange(till, transport, { wants, asks, batchEvents, spoken, stopped: stop.signal });
    batchEvents = nextBatchSize(batchEvents, done.outcome.kind === 'applied' ? 'success' : 'failure', done.suggested);
    return done.outcome;
  };
  const exchange = (wants: readonly Want[] = [], asks: readonly Ask[] = []): Promise<ExchangeOutcome> => {
    const next = last.then(() => runOne(wants, asks));
    last = next.catch(() => undefined);
    return next;
  };
  const drain = async () => {
    let agains = 0;
    for (;;) {
      const outcome = await exchange();
      agains = outcome.kind === 'again' ? agains + 1 : 0;
      const goesOn = outcome.kind === 'again' ? agains < MAX_AGAIN : outcome.kind === 'applied' && !outcome.isDrained;
      if (!goesOn) return outcome;
    }
  };
  return { exchange, drain, stop: () => stop.abort() };
}

type Round = { readonly outcome: ExchangeOutcome; readonly suggested: number };
type RoundInput = {
  readonly wants: readonly Want[];
  readonly asks: readonly Ask[];
  readonly batchEvents: number;
  readonly spoken: Spoken;
  readonly stopped: AbortSignal;
};

const NO_ANSWER: ExchangeOutcome = { kind: 'unreachable', retryAfterMs: null };

async function runExchange(till: Till, transport: Transport, input: RoundInput): Promise<Round> {
  const nothing = { suggested: BATCH_EVENTS };
  if (input.stopped.aborted) return { ...nothing, outcome: NO_ANSWER };
  if (till.line.isCut()) return { ...nothing, outcome: { kind: 'line_cut' } };
  if (till.hasLostKeys) return refuseUnsaid(till);
  till.line.set('syncing');
  const { request, reply } = await ask(till, transport, input);
  if (input.stopped.aborted) return { ...nothing, outcome: NO_ANSWER };
  const round = takeReply(till, request, reply);
  noteOutcome(till, round.outcome);
  return round;
}

/** HQ would not know the key: it need not be asked. */
function refuseUnsaid(till: Till): Round {
  const outcome: ExchangeOutcome = { kind: 'refused', code: 'device_key_lost' };
  noteOutcome(till, outcome);
  return { outcome, suggested: BATCH_EVENTS };
}

type Asked = { readonly request: ExchangeRequest; readonly reply: HqReply };

/** Asks in the newest version that HQ answers: one that is older than this till says so, and is asked again in its own. */
async function ask(till: Till, transport: Transport, input: RoundInput): Promise<Asked> {
  const line = { transport, stopped: input.stopped };
  const request = makeExchangeRequest(till, { ...input, protocol: input.spoken.version() });
  const reply = await send(till, line, request);
  const lower = reply.kind === 'json' && reply.status === 426 ? lowerProtocol(request.protocol, spokenBy(reply.body)) : null;
  if (lower === null || input.stopped.aborted) return { request, reply };
  input.spoken.lower(lower);
  const again = makeExchangeRequest(till, { ...input, protocol: lower });
  return { request: again, reply: await send(till, line, again) };
}

/** Signs by HQ's clock as last seen; when that is off, HQ says its time and the till signs once more. */
async function send(till: Till, line: { transport: Transport; stopped: AbortSignal }, request: ExchangeRequest): Promise<HqReply> {
  const first = await sendSigned(till, line.transport, request);
  if (first.kind !== 'json' || first.status !== 401 || line.stopped.aborted) return first;
  const { code, serverTime } = hqErrorOf(first.body);
  if (code !== 'signature_outside_window' || serverTime === null) return first;
  till.store.transaction((trx) => savePeerNote(trx, { clock_offset_ms: serverTime - till.clock() }));
  return await sendSigned(till, line.transport, request);
}

function sendSigned(till: Till, transport: Transport, request: ExchangeRequest): Promise<HqReply> {
  const body = JSON.stringify(requestIn(request.protocol, request));
  return callHq(transport, signedRequest(`${till.hqUrl}${EXCHANGE_PATH}`, { method: 'POST', body }, senderOf(till)));
}

export function senderOf(till: Till) {
  const { clock_offset_ms: offsetMs } = getPeerRow(till.store);
  return { terminal: till.terminal, sign: till.sign, now: unixMs(Math.max(0, till.clock() + offsetMs)) };
}

function takeReply(till: Till, request: ExchangeRequest, reply: HqReply): Round {
  const failed = (outcome: ExchangeOutcome): Round => ({ outcome, suggested: BATCH_EVENTS });
  if (reply.kind === 'unreachable') return failed(NO_ANSWER);
  if (reply.kind === 'malformed') return failed(failureOf(reply.status, null));
  if (reply.status !== 200) return failed(failureOf(reply.status, reply));
  const answer = exchangeResponseSchema.safeParse(reply.body);
  if (!answer.success) return failed({ kind: 'failed', code: 'hq_answer_malformed' });
  const applied = applyAnswer(till, request, answer.data);
  if (applied.kind === 'applied') till.download.note(applied.answer);
  // HQ holds another log of this name than ours: the database came back from a copy that nobody here could see, or was copied.
  if (applied.kind === 'refused' && applied.code === 'forked' && beginAfterFork(till)) return failed({ kind: 'again' });
  const suggested = applied.kind === 'applied' ? applied.answer.batchEvents : BATCH_EVENTS;
  return { outcome: outcomeOf(applied), suggested };
}

function outcomeOf(applied: Applied): ExchangeOutcome {
  switch (applied.kind) {
    case 'applied':
      return {
        kind: 'applied',
        isDrained: applied.isDrained,
        ...(isRecalling(applied.answer) ? { isRecalling: true } : {}),
        ...askedOf(applied.answer),
      };
    case 'again':
      return { kind: 'again' };
    case 'refused':
      return { kind: 'refused', code: applied.code };
    case 'outdated':
      return { kind: 'failed', code: 'hq_answer_outdated' };
  }
  return unreachable(applied);
}

function askedOf({ asked }: AppliedResponse): { readonly asked?: AppliedResponse['asked'] } {
  return asked.length === 0 ? {} : { asked };
}

function isRecalling({ unmet }: AppliedResponse): boolean {
  return unmet.some(({ heldBy }) => heldBy.length > 0);
}

function failureOf(status: number, reply: Extract<HqReply, { kind: 'json' }> | null): ExchangeOutcome {
  if (status === 429 || status === 502 || status === 503 || status === 504) {
    return { kind: 'unreachable', retryAfterMs: reply?.retryAfterMs ?? null };
  }
  const code = reply === null ? null : hqErrorOf(reply.body).code;
  if (status === 401 || status === 403) return { kind: 'refused', code: code ?? 'not_permitted' };
  return { kind: 'failed', code: status === 200 ? 'hq_answer_malformed' : (code ?? 'hq_failed') };
}

function noteOutcome({ line, changes }: Till, outcome: ExchangeOutcome): void {
  switch (outcome.kind) {
    case 'applied':
      line.set('online');
      break;
    case 'again':
      line.set('syncing');
      break;
    case 'unreachable':
      line.set('hq_unreachable');
      break;
    case 'refused':
      line.set('refused', outcome.code);
      break;
    case 'failed':
      line.set('error', outcome.code);
      break;
    case 'line_cut':
    case 'not_enrolled':
      break;
  }
  if (outcome.kind === 'applied') changes.tell('sync', 'member', 'reference', 'staff', 'stock');
  else changes.tell('sync');
}
