import { type Problem, ProblemError } from '../../../contract/problem';
import type { Clock } from '../../files/clock';
import type { BundleFolder } from './bundle-folder';
import type { TransferMeter } from './transfer-meter';

export interface Perseverance {
  readonly folder: BundleFolder;
  readonly meter: TransferMeter;
  readonly clock: Clock;
  /** Grows with what is done for good: a drive that is there and takes nothing is given up. */
  readonly doneCount: () => number;
  readonly signal: AbortSignal;
}

const LOOK_AGAIN_MS = 1000;
const MOST_FRUITLESS_TRIES = 3;

/**
 * Does work that can be begun again. Where the drive goes away meanwhile, waits until the same one is back, by what the
 * export left on it, and begins again. Throws what is no fault of the drive, and the signal's reason.
 */
export async function persevere<Value>(
  { folder, meter, clock, doneCount, signal }: Perseverance,
  work: () => Promise<Value>,
): Promise<Value> {
  let fruitless = 0;
  for (;;) {
    const before = doneCount();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const problem = problemOfDrive(error, folder.directory);
      if (problem === null) throw error;
      fruitless = doneCount() > before ? 0 : fruitless + 1;
      if (await waitUntilBack({ folder, meter, clock, signal }, problem)) fruitless = 0;
      if (fruitless >= MOST_FRUITLESS_TRIES) throw error;
      folder.forgetFolders();
    }
  }
}

/** Whether it had to wait. */
async function waitUntilBack(
  { folder, meter, clock, signal }: Omit<Perseverance, 'doneCount'>,
  problem: Problem,
): Promise<boolean> {
  if (await folder.isBack()) return false;
  meter.waiting(problem);
  do await clock.sleep(LOOK_AGAIN_MS, { signal });
  while (!(await folder.isBack()));
  return true;
}

const PASSING: ReadonlySet<Problem['code']> = new Set(['disk-gone', 'disk-failed', 'disk-permission']);

/** What can pass by itself, and concerns the drive; `null` for everything else. */
function problemOfDrive(error: unknown, directory: string): Problem | null {
  if (!(error instanceof ProblemError) || !PASSING.has(error.problem.code)) return null;
  const { parameters } = error.problem;
  return 'path' in parameters && parameters.path.startsWith(directory) ? error.problem : null;
}
