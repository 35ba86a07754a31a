import { readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { SetupError } from './progress.mjs';
import { runCommand } from './run-command.mjs';

/** Kernel settings under which a program without privileges gets no user namespace, which Chromium's sandbox needs. */
const RESTRICTIONS = [
  { file: '/proc/sys/kernel/apparmor_restrict_unprivileged_userns', value: '1' },
  { file: '/proc/sys/kernel/unprivileged_userns_clone', value: '0' },
  { file: '/proc/sys/user/max_user_namespaces', value: '0' },
];

/**
 * Stops where Chromium's sandbox could not work on this Linux, with the line that makes it work: then its helper beside
 * `electron` has to belong to root and be set-uid. `readSetting` answers a file's text, or `undefined`; `canUnshare` whether
 * a user namespace can be made at all (in some containers it cannot).
 */
export async function requireWorkingSandbox(
  electron,
  { readSetting = readText, canUnshare = tryUnshare } = {},
) {
  const helper = join(dirname(electron), 'chrome-sandbox');
  if (isSetUidRoot(helper)) return;
  const isRestricted = RESTRICTIONS.some(({ file, value }) => readSetting(file)?.trim() === value);
  if (!isRestricted && (await canUnshare())) return;
  throw new SetupError(
    'This system keeps Chromium from making its sandbox by itself. Let its helper do it, then try again:\n' +
      `  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"\n` +
      'Without root, "npm start -- --no-sandbox" runs without that protection.',
  );
}

function isSetUidRoot(path) {
  const { uid, mode } = statSync(path, { throwIfNoEntry: false }) ?? {};
  return uid === 0 && (mode & 0o4000) !== 0;
}

/** Where there is no `unshare` to try it with, Chromium has the last word. */
async function tryUnshare() {
  const { code } = await runCommand('unshare', ['--user', 'true'], { output: 'capture' });
  return code === 0 || code === 127;
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
