import type { GuardFacts } from './guards';
import type { PlanEntry } from './plan';

/** What the guards go by. */
export type PlanSums = Pick<GuardFacts, 'wantedFiles' | 'removedFiles' | 'bytesToFetch' | 'wantedBytes'>;

/** Sums over the projects of a plan, one by one. */
export interface PlanTally {
  readonly add: (entry: PlanEntry) => void;
  readonly sums: () => PlanSums;
}

export function createPlanTally(): PlanTally {
  let [wantedFiles, wantedBytes, removedFiles, bytesToFetch] = [0, 0, 0, 0];
  return {
    add: (entry) => {
      if (entry.kind === 'removed') {
        removedFiles += entry.project.files.length;
        return;
      }
      const { files, removals } = entry.project;
      removedFiles += removals.length;
      wantedFiles += files.length;
      for (const { sizeBytes, present } of files) {
        wantedBytes += sizeBytes ?? 0;
        if (!present) bytesToFetch += sizeBytes ?? 0;
      }
    },
    sums: () => ({ wantedFiles, wantedBytes, removedFiles, bytesToFetch }),
  };
}
