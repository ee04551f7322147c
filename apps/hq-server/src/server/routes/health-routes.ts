import { Hono } from 'hono';
import { checkReadiness } from '../service/readiness.ts';
import { refuse } from './answer.ts';
import type { ApiEnv } from './env.ts';

/** `/livez`: the process answers. `/readyz`: it can store, and is not about to stop; and when there was a copy off the box, if ever. */
export function healthRoutes(): Hono<ApiEnv> {
  return new Hono<ApiEnv>()
    .get('/livez', (c) => c.json({ status: 'ok' }))
    .get('/readyz', async (c) => {
      const ready = await checkReadiness(c.var.context);
      return ready.ok ? c.json({ status: 'ok', ...ready.value }) : refuse(c, ready.error);
    });
}
