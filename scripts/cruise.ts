import { cruise, type ICruiseResult, type IRegularForbiddenRuleType } from 'dependency-cruiser';

/** Reads every import below `folders` of `baseDir` and judges it by `rules`. */
export async function cruiseFolders(
  baseDir: string,
  folders: readonly string[],
  rules: readonly IRegularForbiddenRuleType[],
): Promise<ICruiseResult> {
  const { output } = await cruise(
    [...folders],
    {
      baseDir,
      validate: true,
      ruleSet: { forbidden: [...rules] },
      // TypeScript 7 has no compiler API; without swc no .ts file would be read and every rule would hold.
      parser: 'swc',
      tsPreCompilationDeps: true,
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '^apps/[^/]+/dist' },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
    },
  );
  if (typeof output === 'string') throw new Error(output);
  return output;
}
