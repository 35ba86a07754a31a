import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { eachAtOnce } from '../../files/at-once';
import type { BundleFolder } from './bundle-folder';

const run = promisify(execFile);
const AT_ONCE = 8;

/**
 * Makes sure that files outlast a power cut. One call for the whole drive where the system has it (`syncfs`, by `sync -f` on
 * Linux): a call for each of many small files takes several times as long. Throws a disk problem, or the signal's reason.
 */
export async function flushFiles(
  folder: BundleFolder,
  paths: readonly string[],
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  if (process.platform === 'linux' && paths.length > 1 && (await syncDrive(folder.directory, signal))) return;
  await eachAtOnce(paths, AT_ONCE, async (path) => {
    signal.throwIfAborted();
    await folder.syncFile(path);
  });
}

/** Whether it was done; where it was not, each file is asked for, and says why. */
async function syncDrive(directory: string, signal: AbortSignal): Promise<boolean> {
  try {
    await run('sync', ['-f', directory], { signal });
    return true;
  } catch {
    signal.throwIfAborted();
    return false;
  }
}
