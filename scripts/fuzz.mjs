// Gives the parsers of pages, metadata, requirements, locks and filenames 100,000 hostile texts, other ones each time.
// `npm run fuzz`; the unit tests have a short one. SANDGROUSE_FUZZ_SEED gives the same texts again.
import { randomInt } from 'node:crypto';
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
  const args = [vitest, 'run', join('src', 'engine', 'run', 'fuzz.test.ts'), ...process.argv.slice(2)];
  const chosen = { SANDGROUSE_FUZZ_INPUTS: '100000', SANDGROUSE_FUZZ_SEED: String(randomInt(2 ** 31)) };
  const env = { ...chosen, ...process.env };
  console.log(`Seed ${env.SANDGROUSE_FUZZ_SEED}, ${env.SANDGROUSE_FUZZ_INPUTS} texts.`);
  return handOver(process.execPath, args, { cwd: CHECKOUT, env });
});
