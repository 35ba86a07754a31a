// Sets everything up, then measures. `npm run bench`, or some of it: `npm run bench -- resolve cold-plan responsiveness`.
// Figures are printed, nothing passes or fails by them.
import { join } from 'node:path';
import { ensureBuild } from './setup/application-build.mjs';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { ensureElectron } from './setup/electron-runtime.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { runTypeScript } from './setup/run-typescript.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';
import { ensureSystemPackages } from './setup/system-packages.mjs';
import { startVirtualDisplay } from './setup/virtual-display.mjs';

/** Those of the engine alone. All others are of the application, and Playwright's. */
const ENGINE = ['resolve', 'cold-plan', 'everything'];

async function main() {
  requireNodeVersion();
  await whileLocked(ensureDependencies);
  const [first, ...rest] = process.argv.slice(2);
  // It needs an index to be told, and so is never one of all.
  if (first === 'transfer') return runTypeScript(join('bench', 'transfer.ts'), rest);
  // It takes a folder on the drive, and needs the tools that it is compared with.
  if (first === 'carry') return runTypeScript(join('bench', 'carry.ts'), rest);
  // It needs nginx and wrk.
  if (first === 'serve') return runTypeScript(join('bench', 'serve.ts'), rest);
  const chosen = process.argv.slice(2);
  for (const name of ENGINE) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    const code = await runTypeScript(join('bench', `${name}.ts`), []);
    if (code !== 0) return code;
  }
  const others = chosen.filter((name) => !ENGINE.includes(name));
  return chosen.length > 0 && others.length === 0 ? 0 : measureApplication(others);
}

async function measureApplication(args) {
  await whileLocked(async () => {
    await ensureSystemPackages({ electron: await ensureElectron(), needsDisplay: true, needsPython: false });
    await ensureBuild();
  });
  const display = await startVirtualDisplay();
  const playwright = join(CHECKOUT, 'node_modules', 'playwright', 'cli.js');
  const command = [playwright, 'test', '-c', join('bench', 'playwright.config.ts'), ...args];
  try {
    return await handOver(process.execPath, command, { env: display.env, cwd: CHECKOUT });
  } finally {
    await display.close();
  }
}

await runScript(main);
