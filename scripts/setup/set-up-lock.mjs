import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CHECKOUT } from './checkout.mjs';
import { say } from './progress.mjs';

const RETRY_MS = 250;

/**
 * Runs `work` while no other command sets this checkout up: two at once would install and build over each other. A lock
 * whose process is gone is taken over.
 */
export async function whileLocked(work, lockPath = join(CHECKOUT, 'out', '.set-up.lock')) {
  await mkdir(join(lockPath, '..'), { recursive: true });
  let hasSaidSo = false;
  while (!(await tryLock(lockPath))) {
    if (!hasSaidSo)
      say(`Another command sets this checkout up; waiting for it (if none does, delete "${lockPath}") …`);
    hasSaidSo = true;
    await wait(RETRY_MS);
  }
  try {
    return await work();
  } finally {
    await rm(lockPath, { force: true });
  }
}

async function tryLock(lockPath) {
  try {
    await writeFile(lockPath, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const owner = Number(await readFile(lockPath, 'utf8').catch(() => '0'));
  // Its owner may be about to write its number: an empty file is waited for like a live one.
  if (owner > 0 && !isRunning(owner)) await rm(lockPath, { force: true });
  return false;
}

/** Whether there is a process of that number. */
export function isRunning(processId) {
  try {
    return process.kill(processId, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}
