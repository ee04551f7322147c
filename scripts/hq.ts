import { buildPagesOrExit } from './start/build-pages.ts';

/** `npm run hq`: HQ alone, on what `JIFEN_DATA_DIR` holds, with its pages built. */
await buildPagesOrExit();
await import('../apps/hq-server/src/server/main.ts');
