import { globSync } from 'node:fs';
import { findDeadRules } from './boundary-canary.ts';
import { boundaryRules } from './boundary-rules.ts';
import { cruiseFolders } from './cruise.ts';

/** Exits 1 on a forbidden import, on a source file that was not read, and on a rule that no longer catches its planted violation. */
const root = process.cwd();
const { modules, summary } = await cruiseFolders(root, ['packages', 'apps', 'tests', 'scripts'], boundaryRules);

const cruised = new Set(modules.map(({ source }) => source));
const onDisk = globSync('{packages,apps}/*/{*,src/**/*}.{ts,tsx}', { cwd: root, exclude: ['**/node_modules'] });
const unread = onDisk.filter((file) => !cruised.has(file));
const deadRules = await findDeadRules(`${root}/.tools/boundary-canary`, boundaryRules);

const problems = [
  ...summary.violations.map(
    ({ rule, from, to, cycle }) => `${rule.name}: ${[from, ...(cycle?.map(({ name }) => name) ?? [to])].join(' → ')}`,
  ),
  ...unread.map((file) => `not read: ${file}`),
  ...(onDisk.length === 0 ? ['no source file found'] : []),
  ...deadRules.map((rule) => `canary: ${rule}`),
];
for (const problem of problems) console.error(problem);

const sourceCount = onDisk.length - unread.length;
console.log(
  `boundaries: ${sourceCount} modules, ${summary.violations.length} violations, canary ${deadRules.length === 0 ? 'caught' : 'MISSED'}`,
);
process.exitCode = problems.length === 0 ? 0 : 1;
