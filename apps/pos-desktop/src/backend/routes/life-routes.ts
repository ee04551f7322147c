import { Hono } from 'hono';
import { z } from 'zod';
import { beginByHand } from '../service/begin-life.ts';
import { closeLife } from '../service/close-life.ts';
import { syncStatusOf } from '../service/sync-status.ts';
import { refuse } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { text } from './input.ts';
import { requireActor, requireManager } from './require.ts';
import { json } from './validate.ts';

/** What only a person may decide about the life of this till's database. */
export function lifeRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps), requireManager)
    .post('/begin', json(z.object({ reason: text(200).min(1) })), async (c) => {
      const { till, actor, running } = c.var;
      till.logger.warn({ staff: actor.id, reason: c.req.valid('json').reason }, 'a person begins a new life of the till');
      beginByHand(till, actor);
      await running.exchanger.drain();
      return c.json(syncStatusOf(till), 200);
    })
    .post('/close', async (c) => {
      const { till, actor, running } = c.var;
      const closed = closeLife(till, actor);
      if (!closed.ok) return refuse(c, closed.error);
      await running.exchanger.drain();
      return c.json(syncStatusOf(till), 200);
    });
}
