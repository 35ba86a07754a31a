import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.mjs';
import { handOver } from './run-command.mjs';

/**
 * Runs a TypeScript file of the checkout by Node, as a process of its own. `nodeArgs` stand before the script's. Answers
 * with its exit code. What it is made of lies in `out/scripts/`.
 */
export async function runTypeScript(entry, args, { nodeArgs = [], env } = {}) {
  // Only there once dependencies are.
  const { build } = await import('vite');
  const outDir = join(CHECKOUT, 'out', 'scripts');
  await mkdir(outDir, { recursive: true });
  const name = `${entry.replaceAll(/[^a-z0-9]+/g, '-')}.mjs`;
  await build({
    configFile: false,
    logLevel: 'silent',
    root: CHECKOUT,
    build: {
      ssr: join(CHECKOUT, entry),
      target: 'node20',
      minify: false,
      outDir,
      emptyOutDir: false,
      rollupOptions: { output: { entryFileNames: name } },
    },
  });
  return handOver(process.execPath, [...nodeArgs, join(outDir, name), ...args], { cwd: CHECKOUT, env });
}
