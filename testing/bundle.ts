import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { build } from 'vite';

/**
 * Bundles a TypeScript file, so that a test can run it as a process of its own. Returns the script's path. Packages are
 * bundled too, or else found through a link in the folder: undici cannot be bundled.
 */
export async function bundleForNode(
  entry: string,
  outputDirectory: string,
  packages: 'bundled' | 'linked' = 'bundled',
): Promise<string> {
  if (packages === 'linked') {
    const installed = join(import.meta.dirname, '..', 'node_modules');
    await symlink(installed, join(outputDirectory, 'node_modules'), 'junction');
  }
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      ssr: entry,
      target: 'node20',
      minify: false,
      outDir: outputDirectory,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: 'script.mjs' } },
    },
    ssr: packages === 'bundled' ? { noExternal: true } : {},
  });
  return join(outputDirectory, 'script.mjs');
}
