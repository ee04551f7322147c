import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveStatic } from '@hono/node-server/serve-static';
import { pageHeaders } from '@jifen/platform';
import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { NONCE, secureHeaders, type SecureHeadersVariables } from 'hono/secure-headers';
import { NONCE_PLACE } from './nonce-place.ts';

export const BUILT_PAGE = join(import.meta.dirname, '../../dist');

const NOT_BUILT = '这个页面还没有构建：请运行 npm run build。\nThis page is not built yet: run npm run build.\n';

const { contentSecurityPolicy, ...otherHeaders } = pageHeaders();

/**
 * Stricter than other pages: a style element needs the nonce of the answer, and no text becomes markup or code but what the page's one
 * policy lets through. Without HSTS: this server is on the machine itself and speaks plain HTTP, or none.
 */
export const securityHeaders: MiddlewareHandler = secureHeaders({
  ...otherHeaders,
  contentSecurityPolicy: {
    ...contentSecurityPolicy,
    styleSrc: ["'self'", NONCE],
    requireTrustedTypesFor: ["'script'"],
    trustedTypes: ['default'],
  },
  strictTransportSecurity: false,
});

/** The built page. A path that is no file is the page itself: it routes on its own. */
export function pageRoutes(root: string): Hono {
  const index = join(root, 'index.html');
  if (!existsSync(index)) return new Hono().get('*', (c) => c.text(NOT_BUILT, 404));
  const sendPage = (c: Context<{ Variables: SecureHeadersVariables }>) => {
    askAgain(c);
    return c.html(readFileSync(index, 'utf8').replaceAll(NONCE_PLACE, c.get('secureHeadersNonce') ?? ''));
  };
  return new Hono()
    .get('/assets/*', serveStatic({ root, onFound: (_, c) => keepForEver(c) }), (c) => c.text('Not found\n', 404))
    .get('/', sendPage)
    .get('/index.html', sendPage)
    .get('*', serveStatic({ root, onFound: (_, c) => askAgain(c) }), sendPage);
}

/** Names of built files carry a hash of their content. */
function keepForEver(c: Context): void {
  c.header('Cache-Control', 'public, max-age=31536000, immutable');
}

function askAgain(c: Context): void {
  c.header('Cache-Control', 'no-cache');
}
