import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: join(import.meta.dirname, 'src/admin'),
  base: '/admin/',
  plugins: [react()],
  publicDir: join(import.meta.dirname, '../../packages/ui/public'),
  build: { outDir: join(import.meta.dirname, 'dist/admin'), emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 900 },
  server: { host: '127.0.0.1', proxy: { '/api': 'http://127.0.0.1:4100' } },
});
