// Sets everything up, then measures. `npm run bench`: figures are printed, nothing passes or fails by them.
import { join } from 'node:path';
import { ensureBuild } from './setup/application-build.mjs';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { startVirtualDisplay } from './setup/virtual-display.mjs';

async function main() {
  requireNodeVersion();
  await whileLocked(async () => {
    await ensureDependencies();
    await ensureSystemPackages({ electron: await ensureElectron(), needsDisplay: true, needsPython: false });
    await ensureBuild();
  });
  const display = await startVirtualDisplay();
  const playwright = join(CHECKOUT, 'node_modules', 'playwright', 'cli.js');
  const args = [playwright, 'test', '-c', join('bench', 'playwright.config.ts'), ...process.argv.slice(2)];
  try {
    return await handOver(process.execPath, args, { env: display.env, cwd: CHECKOUT });
  } finally {
    await display.close();
  }
}

await runScript(main);
