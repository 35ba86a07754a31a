import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
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
  const waiting = [...paths];
  const work = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      signal.throwIfAborted();
      await folder.syncFile(path);
    }
  };
  const results = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
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
