import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono, type MiddlewareHandler } from 'hono';
import type { ApiEnv } from './env.ts';

const DIST = join(import.meta.dirname, '../../../dist');
const YEAR_SECONDS = 31_536_000;
const NOT_BUILT = '这个页面还没有构建：请运行 npm run build。\nThis page is not built yet: run npm run build.\n';

/** The built pages: `/admin` for HQ and branch managers, `/m` for members. Any path inside one is its index: the page routes itself. */
export function pageRoutes(dist: string = DIST): Hono<ApiEnv> {
  return new Hono<ApiEnv>().route('/admin', pageAt('/admin', join(dist, 'admin'))).route('/m', pageAt('/m', join(dist, 'portal')));
}

function pageAt(path: string, root: string): Hono<ApiEnv> {
  if (!existsSync(join(root, 'index.html'))) return new Hono<ApiEnv>().get('*', (c) => c.text(NOT_BUILT, 404));
  const files = serveStatic<ApiEnv>({ root, rewriteRequestPath: (file) => file.slice(path.length) });
  const page = serveStatic<ApiEnv>({ root, path: 'index.html' });
  return (
    new Hono<ApiEnv>()
      // Names of built files carry a hash of their content.
      .get('/assets/*', cached(`public, max-age=${YEAR_SECONDS}, immutable`), files, (c) => c.text('Not found\n', 404))
      .get('*', cached('no-cache'), files, page)
  );
}

function cached(control: string): MiddlewareHandler<ApiEnv> {
  return async (c, next) => {
    await next();
    if (c.res.status < 400) c.header('Cache-Control', control);
  };
}
