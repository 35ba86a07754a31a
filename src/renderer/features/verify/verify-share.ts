import type { VerifyProgress } from '../../../contract/verification';

/** How much of a step is done, as a part and a whole; the whole is 0 where it is not known. */
export function verifyShare(progress: VerifyProgress): readonly [part: number, all: number] {
  if (progress.step === 'find-orphans') return [0, 0];
  return progress.bytes > 0 ? [progress.bytesDone, progress.bytes] : [progress.itemsDone, progress.items];
}
