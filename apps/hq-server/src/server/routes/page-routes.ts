import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
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
  const rewriteRequestPath = (file: string) => file.slice(path.length);
  return new Hono<ApiEnv>()
    .get('/assets/*', serveStatic({ root, rewriteRequestPath, onFound: (_, c) => keepForEver(c) }), notFound)
    .get(
      '*',
      serveStatic({ root, rewriteRequestPath, onFound: (_, c) => askAgain(c) }),
      serveStatic({ root, path: 'index.html', onFound: (_, c) => askAgain(c) }),
    );
}

/** Names of built files carry a hash of their content. */
function keepForEver(c: Context): void {
  c.header('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
}

function askAgain(c: Context): void {
  c.header('Cache-Control', 'no-cache');
}

const notFound: MiddlewareHandler<ApiEnv> = async (c) => c.text('Not found\n', 404);
