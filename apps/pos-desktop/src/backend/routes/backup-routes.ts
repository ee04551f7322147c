import { Hono } from 'hono';
import { makeTillCopy } from '../service/make-copy.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { requireActor } from './require.ts';

/** The till's own copies. Whoever is signed in sees how they stand and may make one: it takes nothing from anybody. */
export function backupRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .use(requireActor(deps))
    .get('/', (c) => c.json(c.var.till.copies.status(), 200))
    .post('/', async (c) => {
      const made = await makeTillCopy(c.var.till);
      return answer(c, made.ok ? { ok: true, value: c.var.till.copies.status() } : made);
    });
}
