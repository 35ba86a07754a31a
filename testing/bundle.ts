import { join } from 'node:path';
import { build } from 'vite';

/** Bundles a TypeScript file, so that a test can run it as a process of its own. Returns the script's path. */
export async function bundleForNode(entry: string, outputDirectory: string): Promise<string> {
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
    ssr: { noExternal: true },
  });
  return join(outputDirectory, 'script.mjs');
}
