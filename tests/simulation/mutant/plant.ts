import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './all.ts';
import { patched } from './mutant.ts';

/** Loaded before a process of the simulation (`--import`): plants the bug that the process was started for. */
const PREFIX = 'mutant:';
const name = process.argv.find((argument) => argument.startsWith(PREFIX))?.slice(PREFIX.length);
const mutant = MUTANTS.find((other) => other.name === name);
if (mutant === undefined) throw new Error(`no mutant is called ${name ?? ''}`);

const root = join(import.meta.dirname, '../../..');
const files = new Map(mutant.patches.map(({ file }) => [join(root, file), file]));
registerHooks({
  load: (url, context, nextLoad) => {
    const loaded = nextLoad(url, context);
    const file = url.startsWith('file:') ? files.get(fileURLToPath(url)) : undefined;
    if (file === undefined || loaded.source === null || loaded.source === undefined) return loaded;
    const source = typeof loaded.source === 'string' ? loaded.source : Buffer.from(loaded.source as Uint8Array).toString('utf8');
    return { ...loaded, source: patched(source, mutant, file) };
  },
});
