import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

/**
 * Which folder may import which. Arrows point down only:
 *
 *   renderer, admin, portal  →  types of the own app's API, ui, core
 *   main, browser            →  backend
 *   paper (what is printed)  →  core; pages and backend draw it
 *   routes → service → store →  platform, sync, core
 *   platform → sync → core   →  nothing
 */
const page = '^apps/([^/]+)/src/(renderer|admin|portal)/';
const paper = '^apps/([^/]+)/src/paper/';
const inner = '^apps/([^/]+)/src/(backend|server)/';
const productionOnly = '^(packages/(core|sync|platform)/|apps/hq-server/src/server/)';

function npm(...names: readonly string[]): string {
  return `(^|/)node_modules/(${names.join('|')})/`;
}

function rule(name: string, from: IRegularForbiddenRuleType['from'], to: IRegularForbiddenRuleType['to']): IRegularForbiddenRuleType {
  return { name, severity: 'error', from, to };
}

export const boundaryRules: readonly IRegularForbiddenRuleType[] = [
  rule('no-cycle', {}, { circular: true }),
  rule('no-unresolved', {}, { couldNotResolve: true }),
  // npm hoists, so a package that is missing from the workspace's own package.json would work by luck.
  rule('no-undeclared', {}, { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] }),
  rule('tests-on-top', { path: '^(packages|apps)/' }, { path: '^(tests|scripts)/' }),

  rule('core-stands-alone', { path: '^packages/core/' }, { pathNot: '^packages/core/' }),
  rule('sync-is-pure', { path: '^packages/sync/' }, { pathNot: `^packages/(core|sync)/|${npm('zod')}` }),
  rule('platform-above-sync-only', { path: '^packages/platform/' }, { path: '^packages/', pathNot: '^packages/(core|sync|platform)/' }),
  rule('ui-above-core-only', { path: '^packages/ui/' }, { path: '^packages/', pathNot: '^packages/(core|ui)/' }),
  rule('packages-below-apps', { path: '^packages/' }, { path: '^apps/' }),
  rule('apps-are-islands', { path: '^apps/([^/]+)/' }, { path: '^apps/', pathNot: '^apps/$1/' }),

  rule('pages-have-no-node', { path: `${page}|^packages/ui/` }, { dependencyTypes: ['core'] }),
  rule(
    'pages-have-no-server-library',
    { path: `${page}|^packages/ui/` },
    { path: npm('kysely', 'better-sqlite3', 'pg', 'pino', 'electron', '@hono/node-server') },
  ),
  rule('pages-above-ui-and-core', { path: page }, { path: '^packages/', pathNot: '^packages/(core|ui)/' }),
  rule('pages-see-the-api-only', { path: page }, { path: '^apps/', pathNot: '^apps/$1/src/($2/|paper/|(backend|server)/api(\\.ts$|/))' }),
  // A value import would pull the server into the page's bundle.
  rule('pages-import-the-api-as-type', { path: page }, { path: inner, dependencyTypesNot: ['type-only'] }),
  rule('pages-on-top', { path: '^apps/', pathNot: page }, { path: page }),

  rule('backend-below-hosts', { path: inner }, { path: '^apps/', pathNot: '^apps/$1/src/($2|paper)/' }),
  rule('paper-is-pure', { path: paper }, { pathNot: `^apps/$1/src/paper/|^packages/core/|${npm('uqr')}` }),
  rule('electron-in-main-only', { path: '^(packages|apps)/', pathNot: '^apps/pos-desktop/src/main/' }, { path: npm('electron') }),
  rule('routes-through-services', { path: `${inner}routes/` }, { path: `${inner}store/|${npm('kysely', 'better-sqlite3', 'pg')}` }),
  rule('services-below-transport', { path: `${inner}service/` }, { path: `${inner}(routes|middleware)/|${npm('hono', '@hono/[^/]+')}` }),
  rule('stores-at-the-bottom', { path: `${inner}store/` }, { path: '^apps/', pathNot: '^apps/$1/src/$2/store/' }),
  // A production install has no devDependencies.
  rule('production-needs-no-dev-package', { path: productionOnly }, { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] }),
];
