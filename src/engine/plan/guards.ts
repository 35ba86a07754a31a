import { type Problem, problem } from '../../contract/problem';

/** A plan that removes fewer files than this is never held up. */
const FEW_REMOVALS = 10;
/** Above this part of the listed files, removals have to be confirmed. */
const LARGE_PART = 1 / 3;
/** Kept free on the disk for pages, records and everything else that lives there. */
const RESERVE_BYTES = 64 * 1024 * 1024;

export interface GuardFacts {
  readonly directory: string;
  readonly wantedFiles: number;
  readonly listedFiles: number;
  readonly removedFiles: number;
  readonly bytesToFetch: number;
  readonly freeBytes: number | null;
  /** Of everything that the mirror shall hold. */
  readonly wantedBytes: number;
  readonly maxMirrorSizeBytes: number | null;
}

/** Reasons to stop and ask before a plan is carried out. */
export function findGuards(facts: GuardFacts): readonly Problem[] {
  const { directory, removedFiles, listedFiles, bytesToFetch, freeBytes } = facts;
  const guards: Problem[] = [];
  if (facts.wantedFiles === 0) guards.push(problem('plan-empty', { directory }));
  if (removedFiles >= FEW_REMOVALS && removedFiles > listedFiles * LARGE_PART) {
    guards.push(problem('plan-removes-much', { removedFiles, listedFiles }));
  }
  if (freeBytes !== null && bytesToFetch > 0 && bytesToFetch + RESERVE_BYTES > freeBytes) {
    guards.push(
      problem('plan-overflows-disk', { directory, neededBytes: bytesToFetch + RESERVE_BYTES, freeBytes }),
    );
  }
  const limitBytes = facts.maxMirrorSizeBytes;
  if (limitBytes !== null && facts.wantedBytes > limitBytes) {
    guards.push(problem('plan-exceeds-limit', { directory, wantedBytes: facts.wantedBytes, limitBytes }));
  }
  return guards;
}
