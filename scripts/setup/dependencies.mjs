import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.mjs';
import { SetupError, say, withHeartbeat } from './progress.mjs';
import { runNpm } from './run-command.mjs';

/**
 * Whether what npm has installed is what the lock file asks for. npm keeps its own record in `node_modules` and writes
 * it last, so an installation that was cut short has none. Optional packages may be for other platforms.
 */
export function matchesLock(lock, installed) {
  return Object.entries(lock.packages).every(([path, wanted]) => {
    if (path === '' || wanted.optional) return true;
    const found = installed.packages[path];
    return found?.version === wanted.version && found?.integrity === wanted.integrity;
  });
}

/** Installs the dependencies from the lock file, unless they are there. */
export async function ensureDependencies(checkout = CHECKOUT) {
  const lock = JSON.parse(await readFile(join(checkout, 'package-lock.json'), 'utf8'));
  const record = await readFile(join(checkout, 'node_modules', '.package-lock.json'), 'utf8').catch(
    () => undefined,
  );
  if (record !== undefined && matchesLock(lock, JSON.parse(record))) return;
  const label = 'Installing the dependencies (npm ci)';
  say(`${label} …`);
  const installation = runNpm(['ci', '--loglevel=error', '--no-audit', '--no-fund'], {
    cwd: checkout,
    // Fetching Electron's binary is a step of its own, with a fallback.
    env: { ELECTRON_SKIP_BINARY_DOWNLOAD: '1' },
  });
  if ((await withHeartbeat(label, installation)).code !== 0) {
    throw new SetupError(
      'The dependencies could not be installed. npm says why above; check the network and run it again.',
    );
  }
}
