import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const here = import.meta.dirname;

/**
 * The oldest runtimes that the application runs on: Electron 33, and the command line on Node 20.18. Without this,
 * electron-vite aims at the newest Electron it knows.
 */
const NODE_TARGET = 'node20.18';
const CHROMIUM_TARGET = 'chrome130';

/** Main carries both hosts of the engine: the application (`index`) and the command line (`cli`). */
export default defineConfig({
  main: {
    build: {
      target: NODE_TARGET,
      rollupOptions: {
        input: { index: resolve(here, 'src/main/index.ts'), cli: resolve(here, 'src/cli/index.ts') },
      },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
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
    build: {
      target: CHROMIUM_TARGET,
      rollupOptions: { input: { index: resolve(here, 'src/renderer/index.html') } },
    },
  },
});
