import { Hono, type MiddlewareHandler } from 'hono';
import type { Backend } from '../backend/create-backend.ts';
import { pageRoutes, securityHeaders } from './pages.ts';

export type TillAppOptions = {
  readonly backend: Pick<Backend, 'fetch'>;
  readonly pageFolder: string;
  /** Who is let in; everybody who can reach it when it is left out. */
  readonly guard?: MiddlewareHandler | undefined;
};

/** Page and API of a till under one origin, as every host serves them. */
export function createTillApp({ backend, pageFolder, guard }: TillAppOptions): Hono {
  const app = new Hono().use(securityHeaders);
  if (guard !== undefined) app.use(guard);
  return app.all('/api/*', (c) => backend.fetch(c.req.raw)).route('/', pageRoutes(pageFolder));
}
