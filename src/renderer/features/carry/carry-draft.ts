import type { ExportSelection } from '../../../contract/bundle';
import type { ExportChoice } from '../../../contract/carry-state';

/** An export as a person is deciding on it. */
export interface CarryDraft {
  readonly to: string;
  readonly kind: ExportSelection['kind'];
  readonly targets: readonly string[];
  /** As typed, a name a line. */
  readonly projects: string;
  readonly since: string | null;
  readonly readsBack: boolean;
}

export type CarryFault = 'folder' | 'targets' | 'projects';

/** A draft to begin with: that of the last export, where there was one. */
export function startCarryDraft(choice: ExportChoice | null): CarryDraft {
  if (choice === null) {
    return { to: '', kind: 'whole', targets: [], projects: '', since: null, readsBack: true };
  }
  const { to, selection, since, readsBack } = choice;
  return {
    to,
    kind: selection.kind,
    targets: selection.kind === 'targets' ? selection.targets : [],
    projects: selection.kind === 'projects' ? selection.projects.join('\n') : '',
    since,
    readsBack,
  };
}

export function carryFaults({ to, kind, targets, projects }: CarryDraft): readonly CarryFault[] {
  const faults: CarryFault[] = [];
  if (to.trim() === '') faults.push('folder');
  if (kind === 'targets' && targets.length === 0) faults.push('targets');
  if (kind === 'projects' && projectNames(projects).length === 0) faults.push('projects');
  return faults;
}

export function choiceOf(draft: CarryDraft): ExportChoice {
  const { to, since, readsBack } = draft;
  return { to: to.trim(), selection: selectionOf(draft), since, readsBack };
}

function selectionOf({ kind, targets, projects }: CarryDraft): ExportSelection {
  switch (kind) {
    case 'whole':
      return { kind };
    case 'targets':
      return { kind, targets };
    case 'projects':
      return { kind, projects: projectNames(projects) };
  }
}

/** Normalised (PEP 503), each once. */
function projectNames(text: string): readonly string[] {
  const names = text.split(/[\s,;]+/).filter((name) => name !== '');
  return [...new Set(names.map((name) => name.toLowerCase().replace(/[-_.]+/g, '-')))];
}
