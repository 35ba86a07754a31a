// Installs from a mirror with every client that is found on this computer, with nothing else reachable. `npm run clients`
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

/** A network with nothing in it but loopback, where this system and this user have such a thing. */
const ALONE = ['unshare', '--net', '--map-root-user', 'sh', '-c', 'ip link set lo up && exec "$@"', 'sh'];

function hasNetworkOfItsOwn() {
  const [command, ...words] = [...ALONE, 'true'];
  return process.platform === 'linux' && spawnSync(command, words).status === 0;
}

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(ensureDependencies);
  const isAlone = hasNetworkOfItsOwn();
  console.log(isAlone ? 'Without any network.' : 'With a proxy that refuses everything.');
  const vitest = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
  const test = join('src', 'engine', 'serve', 'clients.test.ts');
  const args = [vitest, 'run', '--reporter', 'verbose', test, ...process.argv.slice(2)];
  const [command, ...words] = [...(isAlone ? ALONE : []), process.execPath, ...args];
  return handOver(command, words, { cwd: CHECKOUT, env: { ...process.env, SANDGROUSE_CLIENTS: 'all' } });
});
