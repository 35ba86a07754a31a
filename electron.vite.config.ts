import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

/** Main carries both hosts of the engine: the application (`index`) and the command line (`cli`). */
export default defineConfig({
  main: {
    build: {
      rollupOptions: {
        input: { index: resolve(here, 'src/main/index.ts'), cli: resolve(here, 'src/cli/index.ts') },
      },
    },
  },
  preload: {
    build: {
      rollupOptions: {
        input: { index: resolve(here, 'src/preload/index.ts') },
        // A sandboxed window can only load a CommonJS preload, in one file.
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
      externalizeDeps: false,
    },
  },
  renderer: {
    root: resolve(here, 'src/renderer'),
    plugins: [react()],
    build: { rollupOptions: { input: { index: resolve(here, 'src/renderer/index.html') } } },
  },
});
