import { createMiddleware } from 'hono/factory';
import { findActor } from '../service/session.ts';
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

/** Lets a request through only for a signed-in person of this branch; who that is follows from the token alone. */
export function requireActor(deps: ApiDeps) {
  return createMiddleware<ApiEnv>(async (c, next) => {
    const running = deps.running();
    if (running === null) return refuse(c, { code: 'not_enrolled' });
    const token = /^Bearer ([\w-]{20,100})$/.exec(c.req.header('authorization') ?? '')?.[1] ?? '';
    const actor = token === '' ? null : findActor(running.till, token);
    if (actor === null) return refuse(c, { code: 'not_signed_in' });
    c.set('running', running);
    c.set('till', running.till);
    c.set('actor', actor);
    c.set('token', token);
    await next();
    return undefined;
  });
}
