import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { NONCE_PLACE } from './src/browser/nonce-place.ts';

export default defineConfig({
  root: join(import.meta.dirname, 'src/renderer'),
  plugins: [react()],
  publicDir: join(import.meta.dirname, '../../packages/ui/public'),
  html: { cspNonce: NONCE_PLACE },
  build: {
    outDir: join(import.meta.dirname, 'dist'),
    emptyOutDir: true,
    target: 'chrome130',
    // The page's policy allows no data: scripts or styles.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 900,
  },
});
