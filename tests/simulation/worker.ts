import { runSeeds, type SeedsOptions } from './run-seeds.ts';

/** One of several processes: runs its slice of the seeds and tells its parent each result. The slice is its last argument, as JSON. */
const options = JSON.parse(process.argv.at(-1) ?? '{}') as SeedsOptions & { readonly isTraced?: boolean };
const traced = options.isTraced === true ? { onLine: (line: string) => process.stdout.write(`${line}\n`) } : {};
await runSeeds({ ...options, ...traced }, (result) => process.send?.(result));
process.disconnect();
