import type { RunProgress } from '../../contract/run-state';

/**
 * How much of a run is done, as a part and a whole. Bytes tell it best; a plan whose sizes are not known, or that only
 * removes, is counted in files or steps.
 */
export function progressShare(progress: RunProgress): readonly [part: number, all: number] {
  if (progress.phase !== 'downloading') return [progress.stepsDone, progress.steps];
  if (progress.bytes > 0) return [progress.bytesDone, progress.bytes];
  return [progress.filesDone, progress.files];
}
