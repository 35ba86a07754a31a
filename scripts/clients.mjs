// Installs from a mirror with every client that is found on this computer, with nothing else reachable. `npm run clients`
// `npm run clients -- --root FOLDER` tries those of the system in a folder too, as debootstrap lays one down.
import { spawnSync } from 'node:child_process';
import { delimiter, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CHECKOUT } from './setup/checkout.mjs';
import { ensureDependencies } from './setup/dependencies.mjs';
import { requireNodeVersion } from './setup/node-version.mjs';
import { runScript } from './setup/progress.mjs';
import { handOver } from './setup/run-command.mjs';
import { whileLocked } from './setup/set-up-lock.mjs';

/** Of nobody (RFC 5737): to clients it is another computer, and it leads no further than this one. */
const ADDRESS = '192.0.2.1';
const ENTER = `ip link set lo up && ip address add ${ADDRESS}/32 dev lo && exec "$@"`;
/** A network with nothing in it but loopback, where this system and this user have such a thing. */
const ALONE = ['unshare', '--net', '--map-root-user', 'sh', '-c', ENTER, 'sh'];

function hasNetworkOfItsOwn() {
  const [command, ...words] = [...ALONE, 'true'];
  return process.platform === 'linux' && spawnSync(command, words).status === 0;
}

const { values } = parseArgs({
  options: {
    root: { type: 'string', multiple: true, default: [] },
    only: { type: 'string' },
  },
});

await runScript(async () => {
  requireNodeVersion();
  await whileLocked(ensureDependencies);
  const isAlone = hasNetworkOfItsOwn();
  console.log(isAlone ? 'Without any network.' : 'With a proxy that refuses everything.');
  const vitest = join(CHECKOUT, 'node_modules', 'vitest', 'vitest.mjs');
  const test = join('src', 'engine', 'serve', 'clients.test.ts');
  const only = values.only === undefined ? [] : ['-t', values.only];
  const args = [vitest, 'run', '--reporter', 'verbose', test, ...only];
  const [command, ...words] = [...(isAlone ? ALONE : []), process.execPath, ...args];
  const env = {
    ...process.env,
    SANDGROUSE_CLIENTS: 'all',
    SANDGROUSE_CLIENT_ROOTS: values.root.map((root) => resolve(root)).join(delimiter),
    SANDGROUSE_CLIENTS_ADDRESS: isAlone ? ADDRESS : '',
  };
  return handOver(command, words, { cwd: CHECKOUT, env });
});
