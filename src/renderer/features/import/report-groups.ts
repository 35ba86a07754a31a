import type { ImportChoice, ImportChoices, ImportNote, ImportReport } from '../../../contract/import-report';

/** In the order in which a person should see them: what needs a look first. */
export const NOTE_EFFECTS = [
  'error',
  'warning',
  'changed',
  'taken',
  'not-applicable',
] as const satisfies readonly ImportNote['effect'][];

export interface NoteGroup {
  readonly effect: ImportNote['effect'];
  readonly notes: readonly ImportNote[];
}

/** The notes by what became of what they are about; no group is empty. */
export function groupNotes(notes: readonly ImportNote[]): readonly NoteGroup[] {
  return NOTE_EFFECTS.map((effect) => ({
    effect,
    notes: notes.filter((note) => note.effect === effect),
  })).filter((group) => group.notes.length > 0);
}

/** The offered parts, with one turned on or off. */
export function toggleChoice(
  choices: readonly ImportChoice[],
  { kind, name }: Pick<ImportChoice, 'kind' | 'name'>,
): readonly ImportChoice[] {
  return choices.map((choice) =>
    choice.kind === kind && choice.name === name ? { ...choice, selected: !choice.selected } : choice,
  );
}

/** The names of what is selected. */
export function selectedOf(choices: readonly ImportChoice[]): ImportChoices {
  const namesOf = (kind: ImportChoice['kind']): readonly string[] =>
    choices.filter((choice) => choice.selected && choice.kind === kind).map(({ name }) => name);
  return { extras: namesOf('extra'), groups: namesOf('group') };
}

/** Whether adding it would change the mirror in any way. */
export function bringsAnything(report: ImportReport): boolean {
  const { requirements, constraints, lock, targets, notes } = report;
  return (
    requirements.length + constraints.length + targets.length > 0 ||
    lock !== null ||
    notes.some(({ effect }) => effect === 'taken' || effect === 'changed')
  );
}

/** Where a lock is kept: what the imported profile has at the end of its locks. */
export function keptLockPath({ lock, profile }: ImportReport): string | null {
  return lock === null ? null : (profile.locks.at(-1)?.path ?? null);
}
