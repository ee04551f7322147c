import type { MiddlewareHandler } from 'hono';

/**
 * Lets only pages of this till talk to it. The name check stops other sites that resolve to this machine (DNS rebinding), the origin
 * check those that post across.
 */
export function sameMachine(port: () => number): MiddlewareHandler {
  return async (c, next) => {
    const hosts = [`127.0.0.1:${port()}`, `localhost:${port()}`];
    const host = c.req.header('host') ?? '';
    const origin = c.req.header('origin');
    const isOwn = hosts.includes(host) && (origin === undefined || origin === `http://${host}`);
    if (!isOwn) return c.json({ error: { code: 'not_permitted' } }, 403);
    await next();
    return undefined;
  };
}
