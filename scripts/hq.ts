import { buildPagesOrExit } from './start/build-pages.ts';

/** `npm run hq`: HQ alone, on what `JIFEN_DATA_DIR` holds, with its pages built; `npm run hq -- <command>`: one of its commands. */
const [command = 'serve'] = process.argv.slice(2);
if (command === 'serve') await buildPagesOrExit();
await import('../apps/hq-server/src/server/main.ts');
