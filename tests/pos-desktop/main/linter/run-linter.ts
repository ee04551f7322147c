import { createRequire, registerHooks } from 'node:module';

/*
 * `node run-linter.ts TOOL-FOLDER FOLDER`: what @doyensec/electronegativity finds in a folder, as JSON on the last line. A process of its
 * own, because the linter replaces globals. It is kept from the network, where it would look for translations and for new releases.
 */
const OFFLINE = 'jifen:offline';
registerHooks({
  resolve: (specifier, context, next) => (specifier === 'got' ? { url: OFFLINE, shortCircuit: true } : next(specifier, context)),
  load: (url, context, next) =>
    url === OFFLINE
      ? { format: 'commonjs', source: "module.exports = () => Promise.reject(new Error('offline'));", shortCircuit: true }
      : next(url, context),
});

type Finding = { readonly id: string; readonly file: string };
type Linter = (options: object) => Promise<{ readonly errors: readonly object[]; readonly issues: readonly Finding[] }>;

const [, , toolFolder = '', input = ''] = process.argv;
const loaded = createRequire(`${toolFolder}/package.json`)('@doyensec/electronegativity') as Linter | { readonly default: Linter };
const lint = typeof loaded === 'function' ? loaded : loaded.default;
const options = { isRelative: true, electronVersionOverride: '45.4.1', excludeFromScan: ['AvailableSecurityFixesGlobalCheck'] };
const { errors, issues } = await lint({ input, ...options });
const findings = issues.map(({ id, file }) => `${id} ${file}`);
process.stdout.write(`\n${JSON.stringify({ errors, findings })}\n`);
