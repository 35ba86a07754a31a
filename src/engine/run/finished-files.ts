import type { StoredFile } from '../mirror/mirror-contents';
import type { PlannedFile, TargetPlan } from '../plan/plan';
import type { ProjectWork } from './sync-project';

/** What is known of a file that is there. */
export interface FinishedFile {
  readonly planned: PlannedFile;
  readonly stored: StoredFile;
}

/** The finished files that targets install, by name; of all others nothing is kept. */
export interface FinishedFiles {
  readonly add: (work: ProjectWork) => void;
  readonly byName: ReadonlyMap<string, FinishedFile>;
}

export function collectFinished(targets: readonly TargetPlan[]): FinishedFiles {
  const named = new Set(targets.flatMap(({ packages }) => packages.map(({ filename }) => filename)));
  const byName = new Map<string, FinishedFile>();
  return {
    byName,
    add: ({ planned: { files }, stored }) => {
      for (const planned of files) {
        const file = stored.get(planned.path);
        if (file !== undefined && named.has(planned.file.filename)) {
          byName.set(planned.file.filename, { planned, stored: file });
        }
      }
    },
  };
}
