// Compares the closure with what real pip resolves. `npm run agreement -- INDEX_URL [--roots N] [--seed N] …`
import { join } from 'node:path';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { runTypeScript } from './setup/run-typescript.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(ensureDependencies);
  return runTypeScript(join('bench', 'agreement.ts'), process.argv.slice(2));
});
