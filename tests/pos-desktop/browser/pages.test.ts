import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NONCE_PLACE } from '../../../apps/pos-desktop/src/browser/nonce-place.ts';
import { createTillApp } from '../../../apps/pos-desktop/src/browser/till-app.ts';

function openPages() {
  const pageFolder = mkdtempSync(join(tmpdir(), 'jifen-pages-'));
  onTestFinished(() => rmSync(pageFolder, { recursive: true, force: true }));
  mkdirSync(join(pageFolder, 'assets'));
  writeFileSync(
    join(pageFolder, 'index.html'),
    `<meta property="csp-nonce" nonce="${NONCE_PLACE}"><script nonce="${NONCE_PLACE}"></script>`,
  );
  return createTillApp({ backend: { fetch: () => Promise.resolve(Response.json({})) }, pageFolder });
}

test.each(['/', '/index.html', '/journal'])(
  '%s is the page with the nonce of its own policy in every place, another each time',
  async (path) => {
    const app = openPages();
    const nonces: string[] = [];
    for (let i = 0; i < 2; i += 1) {
      const answer = await app.request(path);
      const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1] ?? 'none';
      expect(await answer.text()).toBe(`<meta property="csp-nonce" nonce="${nonce}"><script nonce="${nonce}"></script>`);
      expect(answer.headers.get('cache-control')).toBe('no-cache');
      nonces.push(nonce);
    }
    expect(new Set(nonces).size).toBe(2);
  },
);

test('no answer allows styles, scripts or markup that did not come with the till', async () => {
  const app = openPages();
  for (const path of ['/', '/assets/missing.js', '/api/state']) {
    const policy = (await app.request(path)).headers.get('content-security-policy') ?? '';
    expect(policy).not.toContain('unsafe');
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types default");
  }
});
