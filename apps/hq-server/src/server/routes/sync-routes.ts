import { Hono } from 'hono';
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { EXCHANGE_PATH, ENROL_PATH, POKE_PATH } from '@jifen/sync';
import { answerExchange } from '../sync/answer-exchange.ts';
import { authenticate } from '../sync/authenticate.ts';
import { enrol } from '../sync/enrol.ts';
import { parseBody, readBytes } from '../sync/read-body.ts';
import { SYNC_PROBLEMS, type SyncProblem } from '../sync/sync-problem.ts';
import { clientAddressOf } from './client-address.ts';
import type { ApiEnv } from './env.ts';

const MAX_ENROL_BYTES = 16 * 1024;
const HEARTBEAT_MS = 20_000;
const RETRY_AFTER_SECONDS = '5';

/** What tills call: enrolment, the exchange, and the line on which HQ says that there is something for them. */
export function syncRoutes() {
  return new Hono<ApiEnv>()
    .post(
      ENROL_PATH,
      bodyLimit({ maxSize: MAX_ENROL_BYTES, onError: (c: Context<ApiEnv>) => refuse(c, { code: 'body_too_large' }) }),
      async (c) => {
        const body = await parseBody(new Uint8Array(await c.req.arrayBuffer()), null);
        if (!body.ok) return refuse(c, body.error);
        const answer = await enrol(c.var.context, body.value, clientAddressOf(c));
        return answer.ok ? c.json(answer.value) : refuse(c, answer.error);
      },
    )
    .post(EXCHANGE_PATH, async (c) => {
      const { context } = c.var;
      if (context.isClosing()) return refuse(c, { code: 'shutting_down' });
      const bytes = await readBytes(c.req.raw);
      if (!bytes.ok) return refuse(c, bytes.error);
      const { method, path } = c.req;
      const terminal = await authenticate(context, { method, path, headers: c.req.raw.headers, bytes: bytes.value });
      if (!terminal.ok) return refuse(c, terminal.error);
      const body = await parseBody(bytes.value, c.req.header('content-encoding') ?? null);
      if (!body.ok) return refuse(c, body.error);
      const answer = await answerExchange(context, terminal.value, body.value);
      return answer.ok ? c.json(answer.value) : refuse(c, answer.error);
    })
    .get(POKE_PATH, async (c) => {
      const { context } = c.var;
      const { method, path } = c.req;
      const terminal = await authenticate(context, { method, path, headers: c.req.raw.headers, bytes: new Uint8Array() });
      if (!terminal.ok) return refuse(c, terminal.error);
      return streamPokes(c, terminal.value.branch_id);
    });
}

type Branch = Parameters<ApiEnv['Variables']['context']['pokes']['poke']>[0];

/** `poke` is only a hint to exchange; a silent line is kept alive. */
function streamPokes(c: Context<ApiEnv>, branch: NonNullable<Branch>) {
  const { pokes, isClosing } = c.var.context;
  return streamSSE(c, async (stream) => {
    let wake = () => {};
    let isPoked = false;
    const unsubscribe = pokes.subscribe(branch, () => {
      isPoked = true;
      wake();
    });
    // On a custom protocol or behind a proxy the request's own signal may never fire: the stream's abort does.
    stream.onAbort(() => {
      unsubscribe();
      wake();
    });
    while (!stream.aborted && !isClosing()) {
      await stream.writeSSE(isPoked ? { event: 'poke', data: '' } : { event: 'heartbeat', data: '' });
      isPoked = false;
      const woken = new Promise<void>((resolve) => {
        wake = resolve;
      });
      await Promise.race([woken, stream.sleep(HEARTBEAT_MS)]);
    }
    unsubscribe();
  });
}

function refuse(c: Context<ApiEnv>, problem: SyncProblem) {
  const status = SYNC_PROBLEMS[problem.code];
  if (problem.code === 'too_many_tries' && 'retryAfterSeconds' in problem) c.header('Retry-After', String(problem.retryAfterSeconds));
  else if (status === 503 || status === 429) c.header('Retry-After', RETRY_AFTER_SECONDS);
  return c.json({ error: { ...problem }, requestId: c.var.requestId }, status);
}
