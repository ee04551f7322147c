import { Hono } from 'hono';
import { z } from 'zod';
import { closeDay } from '../service/close-life.ts';
import { OPEN_STATES, readJournal } from '../service/journal.ts';
import { syncStatusOf } from '../service/sync-status.ts';
import { answer, refuse } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { pageLimit, text } from './input.ts';
import { requireActor } from './require.ts';
import { json, query } from './validate.ts';

const journalQuery = z.object({
  q: text(100).default(''),
  cursor: text(64).optional(),
  limit: pageLimit,
  state: z.enum(OPEN_STATES).nullable().default(null),
});

export function syncRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json(syncStatusOf(c.var.till), 200))
    .post('/exchange', async (c) => {
      const outcome = await c.var.running.exchanger.drain();
      return c.json({ ...syncStatusOf(c.var.till), outcome: outcome.kind }, 200);
    })
    .post('/return-rights', async (c) => {
      const returned = await closeDay(c.var.till, c.var.actor);
      c.var.till.copies.ask();
      await c.var.running.exchanger.drain();
      return c.json({ returned, ...syncStatusOf(c.var.till) }, 200);
    });
}

export function journalRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).get('/', query(journalQuery), (c) => {
    const { q, cursor, limit, state } = c.req.valid('query');
    return answer(c, readJournal(c.var.till, { text: q, cursor: cursor ?? null, limit, state }));
  });
}

/** Cuts and heals the line to HQ, to show what a till does alone. Only in a demo. */
export function demoRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>().use(requireActor(deps)).post('/line', json(z.object({ isCut: z.boolean() })), (c) => {
    if (!deps.isDemo) return refuse(c, { code: 'not_found' });
    const { till } = c.var;
    till.line.cut(c.req.valid('json').isCut);
    till.changes.tell('sync', 'journal');
    return c.json(syncStatusOf(till), 200);
  });
}
