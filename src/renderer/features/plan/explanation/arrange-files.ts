import type { FileReason, PlanFileRow } from '../../../../contract/plan-summary';

/** Files that are left out for the same reason. */
export interface LeftOutFiles {
  readonly reason: string;
  readonly files: readonly PlanFileRow[];
}

export interface ArrangedFiles {
  /** What comes, is here or goes. */
  readonly wanted: readonly PlanFileRow[];
  /** The reason of the most files first. */
  readonly leftOut: readonly LeftOutFiles[];
}

/** The files of a project whose name contains the text: what is wanted, and the rest by reason. */
export function arrangeFiles(
  files: readonly PlanFileRow[],
  text: string,
  reasonWords: (reason: FileReason) => string,
): ArrangedFiles {
  const part = text.trim().toLowerCase();
  const found = files.filter(({ filename }) => filename.toLowerCase().includes(part));
  const reasons = new Map<string, PlanFileRow[]>();
  for (const file of found) {
    if (file.action !== 'leave-out') continue;
    const reason = reasonWords(file.reason);
    const alike = reasons.get(reason) ?? [];
    reasons.set(reason, alike);
    alike.push(file);
  }
  return {
    wanted: found.filter(({ action }) => action !== 'leave-out'),
    leftOut: [...reasons]
      .map(([reason, alike]) => ({ reason, files: alike }))
      .sort((left, right) => right.files.length - left.files.length),
  };
}
