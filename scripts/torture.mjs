// Kills a sync, an export and an import at fifty moments each, and looks at the mirror after each; pulls drives
// out ten times each way; carries a mirror on a drive with FAT32. `npm run torture`; the unit tests have a short one.
import { join } from 'node:path';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

const TESTS = [
  join('src', 'cli', 'torture.test.ts'),
  join('src', 'cli', 'carrying.test.ts'),
  join('src', 'engine', 'export', 'real-drives.test.ts'),
  join('src', 'engine', 'export', 'fat-drive.test.ts'),
];

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(ensureDependencies);
  const vitest = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
  // One after the other: what is killed at a moment of its own shall not wait for others.
  const args = [vitest, 'run', '--no-file-parallelism', ...TESTS, ...process.argv.slice(2)];
  const long = {
    SANDGROUSE_TORTURE_KILLS: '50',
    SANDGROUSE_TORTURE_PROJECTS: '24',
    SANDGROUSE_TORTURE_FAT: 'yes',
    SANDGROUSE_TORTURE_PULLS: '10',
  };
  const env = { ...long, ...process.env };
  return handOver(process.execPath, args, { cwd: CHECKOUT, env });
});
