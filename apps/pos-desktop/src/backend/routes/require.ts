import { createMiddleware } from 'hono/factory';
import { canAnybodySignIn } from '../service/re-enrol.ts';
import { findPerson } from '../service/session.ts';
import { refuse } from './answer.ts';
import type { ApiDeps, ApiEnv } from './api-env.ts';

/** Lets a request through only when the till is enrolled. */
export function requireTill(deps: ApiDeps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const running = deps.running();
    if (running === null) return refuse(c, { code: 'not_enrolled' });
    c.set('running', running);
    c.set('till', running.till);
    await next();
    return undefined;
  });
}

/** Lets a request through for whoever is signed in, also with a PIN that serves once; who that is follows from the token alone. */
export function requirePerson(deps: ApiDeps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const running = deps.running();
    if (running === null) return refuse(c, { code: 'not_enrolled' });
    const token = /^Bearer ([\w-]{20,100})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const person = token === '' ? null : findPerson(running.till, token);
    if (person === null) return refuse(c, { code: 'not_signed_in' });
    c.set('running', running);
    c.set('till', running.till);
    c.set('actor', person.staff);
    c.set('mustChangePin', person.mustChangePin);
    c.set('token', token);
    await next();
    return undefined;
  });
}

/** Lets a request through only for a signed-in person of this branch whose PIN is their own. */
export function requireActor(deps: ApiDeps) {
  const person = requirePerson(deps);
  return createMiddleware<ApiEnv>((c, next) =>
    person(c, async () => {
      if (c.var.mustChangePin) c.res = refuse(c, { code: 'pin_change_needed' });
      else await next();
    }),
  );
}

/**
 * Lets a request through for a person who answers for the branch. Where this machine can check nobody's PIN, whoever stands there is let
 * through: what they bring (a code of HQ) has to be proof enough.
 */
export function requireManagerWherePossible(deps: ApiDeps) {
  const actor = requireActor(deps);
  return createMiddleware<ApiEnv>(async (c, next) => {
    const running = deps.running();
    if (running === null) return refuse(c, { code: 'not_enrolled' });
    if (canAnybodySignIn(running.till)) {
      return await actor(c, async () => {
        if (c.var.actor.role === 'cashier') c.res = refuse(c, { code: 'not_permitted' });
        else await next();
      });
    }
    c.set('running', running);
    c.set('till', running.till);
    await next();
    return undefined;
  });
}

/** Lets a request through only for a person who answers for the branch. */
export const requireManager = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.var.actor.role === 'cashier') return refuse(c, { code: 'not_permitted' });
  await next();
  return undefined;
});
