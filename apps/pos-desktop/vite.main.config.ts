import { join } from 'node:path';
import { defineConfig } from 'vite';

/** Binaries of their own, which no bundle can hold; they are this package's `dependencies`, and so are packed beside it. */
const NATIVE = ['better-sqlite3', '@node-rs/argon2'];

/** Electron's main process with the whole backend in one file. */
export default defineConfig({
  root: import.meta.dirname,
  publicDir: false,
  ssr: { noExternal: true, external: ['electron', ...NATIVE] },
  build: {
    ssr: 'src/main/main.ts',
    outDir: join(import.meta.dirname, 'dist-main'),
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: 'main.js', codeSplitting: false } },
  },
});
