import { Hono } from 'hono';
import { z } from 'zod';
import { signIn, signOut } from '../service/session.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { staffId, text } from './input.ts';
import { requireActor, requireTill } from './require.ts';
import { json } from './validate.ts';

export function sessionRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .post('/', requireTill(deps), json(z.object({ staffId, pin: text(64).min(1) })), async (c) =>
      answer(c, await signIn(c.var.till, c.req.valid('json'))),
    )
    .get('/', requireActor(deps), (c) => c.json({ staff: c.var.actor }, 200))
    .delete('/', requireActor(deps), (c) => {
      signOut(c.var.till, c.var.token);
      return c.json({}, 200);
    });
}
