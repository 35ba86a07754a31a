import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const here = import.meta.dirname;

/**
 * The oldest runtimes that the application runs on: Electron 33, and the command line on Node 20.18. Without this,
 * electron-vite aims at the newest Electron it knows.
 */
const NODE_TARGET = 'node20.18';
const CHROMIUM_TARGET = 'chrome130';

/**
 * Each package that is built in gets a file of its own: the command line loads none that only the window needs, and what
 * electron-vite puts into files that call `require` stays out of ours.
 */
function packageOf(path: string): string | undefined {
  const [, name] = PACKAGE.exec(path) ?? [];
  return name === undefined ? undefined : `package-${name.replace(/[^\w.-]+/g, '-')}`;
}

/** The folder of the package that a module is of, and its name. */
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/;

/** Writes the licences of the packages that are built in into one file beside them. */
function bundledLicences(): Plugin {
  return {
    name: 'bundled-licences',
    generateBundle() {
      const folders = new Map<string, string>();
      for (const id of this.getModuleIds()) {
        const [folder, name] = PACKAGE.exec(id.replaceAll('\0', '')) ?? [];
        if (folder !== undefined && name !== undefined) folders.set(folder, name);
      }
      const notices = [...folders]
        .sort(([, left], [, right]) => (left < right ? -1 : 1))
        .map(([folder, name]) => `${name}\n${'='.repeat(name.length)}\n\n${licenceIn(folder)}\n`);
      this.emitFile({ type: 'asset', fileName: 'third-party-licences.txt', source: notices.join('\n\n') });
    },
  };
}

/** The text that comes with a package; a few only name their licence. */
function licenceIn(folder: string): string {
  const names = readdirSync(folder).filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name));
  if (names.length > 0)
    return names.map((name) => readFileSync(join(folder, name), 'utf8').trim()).join('\n\n');
  const { license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { license?: string };
  return `Licence: ${license ?? 'not told'}`;
}

/** Main carries both hosts of the engine: the application (`index`) and the command line (`cli`). */
export default defineConfig({
  main: {
    plugins: [bundledLicences()],
    build: {
      target: NODE_TARGET,
      rollupOptions: {
        input: { index: resolve(here, 'src/main/index.ts'), cli: resolve(here, 'src/cli/index.ts') },
        output: { manualChunks: packageOf },
      },
      // Undici asks for it only where it is used; older runtimes do not have it.
      commonjsOptions: { ignore: ['node:sqlite'] },
      // Carried to a drive, the application has nothing beside it but what is built here.
      externalizeDeps: false,
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
    plugins: [react(), bundledLicences()],
    build: {
      target: CHROMIUM_TARGET,
      rollupOptions: { input: { index: resolve(here, 'src/renderer/index.html') } },
    },
  },
});
