import { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { ChangeTopic } from '../service/changes.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { requireActor } from './require.ts';

const HEARTBEAT_MS = 20_000;

/** Server-sent events: after each commit, which topics a page should read again. */
export function changeRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).get('/', (c) =>
    streamSSE(c, async (stream) => {
      const waiting = new Set<ChangeTopic>();
      let wake: () => void = () => undefined;
      const stopListening = c.var.till.changes.listen((topics) => {
        topics.forEach((topic) => waiting.add(topic));
        wake();
      });
      // Electron cancels the body without aborting the request, so only this hook hears both.
      stream.onAbort(() => {
        stopListening();
        wake();
      });
      while (!stream.aborted) {
        const topics = [...waiting];
        waiting.clear();
        await stream.writeSSE(topics.length > 0 ? { event: 'change', data: JSON.stringify({ topics }) } : { event: 'heartbeat', data: '' });
        if (waiting.size > 0 || stream.aborted) continue;
        await new Promise<void>((resolve) => {
          const callOff = deps.timer(HEARTBEAT_MS, resolve);
          wake = () => {
            callOff();
            resolve();
          };
        });
      }
      stopListening();
    }),
  );
}
