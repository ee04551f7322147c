import { Hono } from 'hono';
import { z } from 'zod';
import { changeOwnPin } from '../service/set-pin.ts';
import { signIn, signOut } from '../service/session.ts';
import { answer } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';
import { eventId, pin, staffId } from './input.ts';
import { requirePerson, requireTill } from './require.ts';
import { json } from './validate.ts';

/** Served to somebody with a PIN that serves once, too. */
export function sessionRoutes(deps: ApiDeps) {
  return new Hono<ApiEnv>()
    .post('/', requireTill(deps), json(z.object({ staffId, pin })), async (c) => answer(c, await signIn(c.var.till, c.req.valid('json'))))
    .get('/', requirePerson(deps), (c) => c.json({ staff: c.var.actor, mustChangePin: c.var.mustChangePin }, 200))
    .delete('/', requirePerson(deps), (c) => {
      signOut(c.var.till, c.var.token);
      return c.json({}, 200);
    })
    .post('/pin', requirePerson(deps), json(z.object({ id: eventId, pin, newPin: pin })), async (c) => {
      const { till, actor, token } = c.var;
      return answer(c, await changeOwnPin({ till, actor, token }, c.req.valid('json')));
    });
}
