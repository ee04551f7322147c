import type { Hono } from 'hono';
import type { HqContext } from './context.ts';
import { apiRoutes } from './routes/api-routes.ts';
import type { ApiEnv } from './routes/env.ts';
import { healthRoutes } from './routes/health-routes.ts';
import { answerError, answerNotFound, limitBody, securityHeaders, withoutStore, withRequest } from './routes/http-shell.ts';
import { pageRoutes } from './routes/page-routes.ts';

/** The typed API for `hono/client`; pages import it as a type only. */
export type HqApi = ReturnType<typeof apiRoutes>;

const DOCUMENT = {
  openapi: '3.1.0',
  info: {
    title: 'Jifen HQ',
    version: '1',
    description: 'Members, points, rewards and rules of a chain. Money is fen, points are whole, times are milliseconds since 1970 UTC.',
  },
} as const;

/**
 * Puts the HTTP API, its document, health and the built pages on `app`, with what surrounds every request: id, log line, security
 * headers, body limit and the answers to errors. Routes that are added to `app` later are surrounded too.
 */
export function registerApi(app: Hono<ApiEnv>, context: HqContext): void {
  const api = apiRoutes();
  app.onError(answerError);
  app.notFound(answerNotFound);
  app.use('*', withRequest(context), securityHeaders);
  app.use('/api/*', withoutStore, limitBody);
  app.route('/', api);
  app.get('/api/openapi.json', (c) => c.json(api.getOpenAPI31Document(DOCUMENT)));
  app.route('/', healthRoutes());
  app.route('/', pageRoutes());
}
