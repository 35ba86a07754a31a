// Kills a sync at fifty moments and looks at the mirror after each. `npm run torture`; the unit tests have a short one.
import { join } from 'node:path';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(ensureDependencies);
  const vitest = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
  const args = [vitest, 'run', join('src', 'cli', 'torture.test.ts'), ...process.argv.slice(2)];
  const env = { SANDGROUSE_TORTURE_KILLS: '50', SANDGROUSE_TORTURE_PROJECTS: '24', ...process.env };
  return handOver(process.execPath, args, { cwd: CHECKOUT, env });
});
