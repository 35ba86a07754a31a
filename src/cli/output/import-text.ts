import type { ImportNote, ImportReport } from '../../contract/import-report';
import { toPlainText } from '../../contract/plain-text';
import { describeTarget } from '../../contract/target-presets';
import { formatCount } from './quantities';
import type { Style } from './style';

/** What an import brought, in words. Pure. */

const KINDS: { readonly [Kind in ImportReport['kind']]: string } = {
  requirements: 'a requirements file',
  pyproject: 'a pyproject.toml',
  pylock: 'a lock (PEP 751)',
  'uv-lock': 'a lock of uv',
  'poetry-lock': 'a lock of poetry',
  'pipfile-lock': 'a lock of pipenv',
  bandersnatch: 'a configuration of bandersnatch',
  target: 'a target',
};

/** The report of one file: what was taken, note by note, and what no index carries, by name and reason. */
export function importLines(
  report: ImportReport,
  { isDryRun }: { readonly isDryRun: boolean },
  style: Style,
): readonly string[] {
  const heading = style.bold(toPlainText(`"${report.name}" is ${KINDS[report.kind]}.`));
  return [
    `${heading}${isDryRun ? ' Nothing is saved.' : ''}`,
    ...takenLines(report),
    ...choiceLines(report),
    ...noteLines(report.notes, style),
    ...report.notCarried.map(
      ({ name, reason, place }) =>
        `${style.yellow('not carried:')} ${toPlainText(`"${name}" (${place}): ${reason}`)}`,
    ),
  ];
}

function takenLines({ requirements, constraints, lock, targets }: ImportReport): readonly string[] {
  return [
    ...(requirements.length === 0 ? [] : [`  ${formatCount(requirements.length, 'requirement')}`]),
    ...(constraints.length === 0 ? [] : [`  ${formatCount(constraints.length, 'constraint')}`]),
    ...(lock === null
      ? []
      : [
          `  ${formatCount(lock.packages, 'package')} with ${formatCount(lock.files, 'file')}, by their hashes`,
        ]),
    ...targets.map((target) => `  the target ${target.id}: ${toPlainText(describeTarget(target))}`),
  ];
}

function choiceLines({ choices }: ImportReport): readonly string[] {
  return choices.map(({ kind, name, selected, lines }) => {
    const what = toPlainText(`the ${kind} "${name}" (${formatCount(lines, 'requirement')})`);
    return selected ? `  ${what}` : `  without ${what}; take it with: --${kind} ${toPlainText(name)}`;
  });
}

const EFFECTS: { readonly [Effect in ImportNote['effect']]: string } = {
  taken: 'taken',
  changed: 'changed',
  'not-applicable': 'not used',
  warning: 'warning',
  error: 'error',
};

/** One line for each key or line that there is something to say of. */
export function noteLines(notes: readonly ImportNote[], style: Style): readonly string[] {
  return notes.map(({ effect, place, message }) => {
    const paint =
      effect === 'error' ? style.red : effect === 'warning' ? style.yellow : (text: string) => text;
    return `${paint(`${EFFECTS[effect]}:`)} ${toPlainText(`${place}: ${message}`)}`;
  });
}
