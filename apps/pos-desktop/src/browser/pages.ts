import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { pageHeaders } from '@jifen/platform';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';

export const BUILT_PAGE = join(import.meta.dirname, '../../dist');

const NOT_BUILT = '这个页面还没有构建：请运行 npm run build。\nThis page is not built yet: run npm run build.\n';

/** Without HSTS: this server is on the machine itself and speaks plain HTTP. */
export const securityHeaders: MiddlewareHandler = secureHeaders({ ...pageHeaders(), strictTransportSecurity: false });

/** The built page. A path that is no file is the page itself: it routes on its own. */
export function pageRoutes(root: string): Hono {
  if (!existsSync(join(root, 'index.html'))) return new Hono().get('*', (c) => c.text(NOT_BUILT, 404));
  return new Hono()
    .get('/assets/*', serveStatic({ root, onFound: (_, c) => keepForEver(c) }), (c) => c.text('Not found\n', 404))
    .get(
      '*',
      serveStatic({ root, onFound: (_, c) => askAgain(c) }),
      serveStatic({ root, path: 'index.html', onFound: (_, c) => askAgain(c) }),
    );
}

/** Names of built files carry a hash of their content. */
function keepForEver(c: Context): void {
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
}

function askAgain(c: Context): void {
  c.header('Cache-Control', 'no-cache');
}
