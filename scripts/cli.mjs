// Runs the command line from a checkout: `npm run --silent cli -- sync DIR`. stdout belongs to the command alone.
import { join } from 'node:path';
import { ensureBuild } from './setup/application-build.mjs';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(async () => {
    await ensureDependencies();
    await ensureBuild();
  });
  const program = join(CHECKOUT, 'out', 'main', 'cli.js');
  // npm changes to the checkout's folder; paths are meant from where the person stands.
  return handOver(process.execPath, [program, ...process.argv.slice(2)], { cwd: process.env.INIT_CWD });
});
