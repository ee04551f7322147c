import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { IRegularForbiddenRuleType } from 'dependency-cruiser';
import { cruiseFolders } from './cruise.ts';

/** One forbidden import per rule. `to` is a file below the canary's root, a package, a Node module or `./missing.ts`. */
const plants: readonly { readonly rule: string; readonly from: string; readonly to: string; readonly typeOnly?: boolean }[] = [
  { rule: 'no-cycle', from: 'packages/core/src/cycle-a.ts', to: 'packages/core/src/cycle-b.ts' },
  { rule: 'no-cycle', from: 'packages/core/src/cycle-b.ts', to: 'packages/core/src/cycle-a.ts' },
  { rule: 'no-unresolved', from: 'packages/core/src/unresolved.ts', to: './missing.ts' },
  { rule: 'no-undeclared', from: 'apps/hq-server/src/server/undeclared.ts', to: 'undeclared' },
  { rule: 'tests-on-top', from: 'packages/core/src/test-user.ts', to: 'tests/support/clock.ts' },
  { rule: 'core-stands-alone', from: 'packages/core/src/disk-reader.ts', to: 'node:fs' },
  { rule: 'core-stands-alone', from: 'packages/core/src/app-user.ts', to: 'apps/hq-server/src/server/app.ts', typeOnly: true },
  { rule: 'core-stands-alone', from: 'packages/core/src/schema.ts', to: 'zod' },
  { rule: 'core-stands-alone', from: 'packages/core/src/log-reader.ts', to: 'packages/sync/src/log.ts' },
  { rule: 'sync-is-pure', from: 'packages/sync/src/password.ts', to: 'packages/platform/src/password.ts' },
  { rule: 'sync-is-pure', from: 'packages/sync/src/hash.ts', to: 'node:crypto' },
  { rule: 'sync-is-pure', from: 'packages/sync/src/query.ts', to: 'kysely', typeOnly: true },
  { rule: 'platform-above-sync-only', from: 'packages/platform/src/view.ts', to: 'packages/ui/src/theme.ts' },
  { rule: 'ui-above-core-only', from: 'packages/ui/src/log.ts', to: 'packages/sync/src/log.ts' },
  { rule: 'packages-below-apps', from: 'packages/platform/src/app-user.ts', to: 'apps/hq-server/src/server/app.ts' },
  { rule: 'apps-are-islands', from: 'apps/pos-desktop/src/backend/hq-user.ts', to: 'apps/hq-server/src/server/app.ts' },
  { rule: 'pages-have-no-node', from: 'apps/hq-server/src/portal/file.tsx', to: 'node:fs' },
  { rule: 'pages-have-no-node', from: 'packages/ui/src/file.tsx', to: 'node:path' },
  { rule: 'pages-have-no-server-library', from: 'apps/pos-desktop/src/renderer/query.tsx', to: 'kysely' },
  { rule: 'pages-above-ui-and-core', from: 'apps/hq-server/src/admin/log.tsx', to: 'packages/sync/src/log.ts' },
  {
    rule: 'pages-see-the-api-only',
    from: 'apps/pos-desktop/src/renderer/sale.tsx',
    to: 'apps/pos-desktop/src/backend/service/sale.ts',
    typeOnly: true,
  },
  { rule: 'pages-see-the-api-only', from: 'apps/hq-server/src/admin/member.tsx', to: 'apps/hq-server/src/portal/member.tsx' },
  { rule: 'pages-import-the-api-as-type', from: 'apps/pos-desktop/src/renderer/api.ts', to: 'apps/pos-desktop/src/backend/api.ts' },
  { rule: 'pages-on-top', from: 'apps/pos-desktop/src/main/page.ts', to: 'apps/pos-desktop/src/renderer/app.tsx' },
  { rule: 'backend-below-hosts', from: 'apps/pos-desktop/src/backend/window.ts', to: 'apps/pos-desktop/src/main/window.ts' },
  { rule: 'paper-is-pure', from: 'apps/pos-desktop/src/paper/disk.ts', to: 'node:fs' },
  { rule: 'paper-is-pure', from: 'apps/pos-desktop/src/paper/till.ts', to: 'apps/pos-desktop/src/backend/service/sale.ts' },
  { rule: 'electron-in-main-only', from: 'apps/pos-desktop/src/browser/window.ts', to: 'electron' },
  { rule: 'routes-through-services', from: 'apps/hq-server/src/server/routes/query.ts', to: 'kysely' },
  {
    rule: 'routes-through-services',
    from: 'apps/pos-desktop/src/backend/routes/member.ts',
    to: 'apps/pos-desktop/src/backend/store/member.ts',
  },
  { rule: 'services-below-transport', from: 'apps/hq-server/src/server/service/member.ts', to: 'hono' },
  { rule: 'stores-at-the-bottom', from: 'apps/hq-server/src/server/store/sale.ts', to: 'apps/hq-server/src/server/service/sale.ts' },
  { rule: 'production-needs-no-dev-package', from: 'apps/hq-server/src/server/dev-user.ts', to: 'only-for-development' },
];

/** Imports that must stay allowed, so that a rule which forbids everything is noticed too. */
const allowed: typeof plants = [
  { rule: '', from: 'apps/pos-desktop/src/renderer/client.ts', to: 'apps/pos-desktop/src/backend/api.ts', typeOnly: true },
  { rule: '', from: 'apps/pos-desktop/src/renderer/label.tsx', to: 'packages/ui/src/theme.ts' },
  { rule: '', from: 'apps/pos-desktop/src/backend/routes/sale.ts', to: 'apps/pos-desktop/src/backend/service/sale.ts' },
  { rule: '', from: 'apps/hq-server/src/server/service/sale.ts', to: 'apps/hq-server/src/server/store/rights.ts' },
  { rule: '', from: 'apps/hq-server/src/server/store/rights.ts', to: 'kysely' },
  { rule: '', from: 'packages/sync/src/envelope.ts', to: 'zod' },
  { rule: '', from: 'packages/sync/src/envelope.ts', to: 'packages/core/src/money.ts' },
  { rule: '', from: 'tests/hq-server/app.test.ts', to: 'apps/hq-server/src/server/app.ts' },
];

const packages = ['zod', 'kysely', 'hono', 'electron', 'undeclared', 'only-for-development'];
const manifests = ['packages/core', 'packages/sync', 'packages/platform', 'packages/ui', 'apps/pos-desktop', 'apps/hq-server', 'tests'];

function isFile(target: string): boolean {
  return /^(packages|apps|tests)\//.test(target);
}

function specifierOf(from: string, to: string): string {
  if (!isFile(to)) return to;
  const path = relative(dirname(from), to);
  return path.startsWith('.') ? path : `./${path}`;
}

function write(root: string, path: string, content: string): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}

function plantFiles(root: string): void {
  rmSync(root, { recursive: true, force: true });
  const contents = new Map<string, string>();
  for (const { from, to, typeOnly } of [...plants, ...allowed]) {
    const line = `import ${typeOnly === true ? 'type ' : ''}{ thing } from '${specifierOf(from, to)}';\n`;
    contents.set(from, (contents.get(from) ?? '') + line);
    if (isFile(to)) contents.set(to, contents.get(to) ?? '');
  }
  for (const [path, imports] of contents) write(root, path, `${imports}export const thing = 1;\n`);
  for (const name of packages) {
    write(root, `node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' }));
    write(root, `node_modules/${name}/index.js`, 'export const thing = 1;\n');
  }
  const dependencies = Object.fromEntries(packages.slice(0, 4).map((name) => [name, '1.0.0']));
  const manifest = JSON.stringify({ dependencies, devDependencies: { 'only-for-development': '1.0.0' } });
  for (const folder of manifests) write(root, `${folder}/package.json`, manifest);
}

/**
 * Plants a violation of every rule below `root`, cruises it with the rules, and says what is wrong with the rules:
 * a planted import that was not reported, a rule without a plant, an allowed import that was reported.
 */
export async function findDeadRules(root: string, rules: readonly IRegularForbiddenRuleType[]): Promise<readonly string[]> {
  plantFiles(root);
  const { summary } = await cruiseFolders(root, ['packages', 'apps', 'tests'], rules);
  // A cycle is reported once, from either of its ends.
  const reported = new Set(summary.violations.flatMap(({ rule, from, to }) => [`${rule.name} ${from}`, `${rule.name} ${to}`]));
  const planted = new Set(plants.map(({ rule }) => rule));
  const allowedFiles = new Set(allowed.map(({ from }) => from));
  return [
    ...plants
      .filter(({ rule, from }) => !reported.has(`${rule} ${from}`))
      .map(({ rule, from, to }) => `${rule} did not report ${from} → ${to}`),
    ...rules.flatMap(({ name }) => (name !== undefined && planted.has(name) ? [] : [`${name ?? 'a rule without a name'} has no canary`])),
    ...summary.violations
      .filter(({ from }) => allowedFiles.has(from))
      .map(({ rule, from, to }) => `${rule.name} reported the allowed ${from} → ${to}`),
  ];
}
