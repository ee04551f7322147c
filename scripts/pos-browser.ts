import { buildPagesOrExit } from './start/build-pages.ts';

/** `npm run pos:browser`: one till in the browser, on what `JIFEN_DATA_DIR` holds, with its page built. */
await buildPagesOrExit();
await import('../apps/pos-desktop/src/browser/main.ts');
