import { join } from 'node:path';
import { defineConfig } from 'vite';

/** The thread that copies the till's database, in one file beside Electron's main process. Built after that: its folder is not emptied. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['better-sqlite3', '@node-rs/argon2'] },
  build: {
    ssr: 'src/backend/store/copy/copy-worker.ts',
    outDir: join(import.meta.dirname, 'dist-main'),
    emptyOutDir: false,
    rolldownOptions: { output: { entryFileNames: 'copy-worker.js', codeSplitting: false } },
  },
});
