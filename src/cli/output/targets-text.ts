import { describeProblem } from '../../contract/describe';
import { targetsInWords } from '../../contract/explanation-groups';
import { toPlainText } from '../../contract/plain-text';
import { groupChanges, groupProblems } from '../../contract/plan-groups';
import type { FileTally, PlanChange, PlanSummary, PlanTarget } from '../../contract/plan-summary';
import { ENGLISH } from '../../contract/texts/english';
import { formatBytes, formatCount } from './quantities';
import type { Style } from './style';
import { type Column, renderTable } from './table';

/** Targets and changes of a plan in words. Pure. */

const COLUMNS: readonly Column[] = [
  { heading: 'Target', align: 'left' },
  { heading: '', align: 'left' },
  { heading: 'Projects', align: 'right' },
  { heading: 'To fetch', align: 'right' },
  { heading: 'Here', align: 'right' },
];

/** One row a target: whether it is complete, and what comes for it. Nothing where the mirror has no targets. */
export function targetTable({ targets }: PlanSummary, style: Style): readonly string[] {
  if (targets.length === 0) return [];
  const [heading = '', ...rows] = renderTable(COLUMNS, targets.map(targetCells));
  return [
    style.bold(heading),
    ...rows.map((row, index) => (targets[index]?.complete === false ? style.yellow(row) : row)),
  ];
}

function targetCells({ label, complete, projects, toFetch, present }: PlanTarget): readonly string[] {
  return [
    toPlainText(label),
    standingOf(complete, projects),
    String(projects),
    sizeOf(toFetch),
    sizeOf(present),
  ];
}

function standingOf(complete: boolean, projects: number): string {
  if (!complete) return 'incomplete';
  return projects === 0 ? 'needs nothing' : 'complete';
}

function sizeOf({ files, bytes, filesOfUnknownSize }: FileTally): string {
  if (files === 0) return '-';
  if (filesOfUnknownSize === files) return '?';
  return `${formatBytes(bytes)}${filesOfUnknownSize > 0 ? '+?' : ''}`;
}

/** What is missing, each thing once with the targets that miss it, and what to do next. */
export function targetProblemLines({ targets }: PlanSummary, style: Style): readonly string[] {
  return groupProblems(targets).flatMap(({ problem, namesTargets, targets: missing }) => {
    const { what, next } = describeProblem(ENGLISH, problem);
    const where = targetsInWords(missing, targets.length, 'every target');
    return [
      `${style.red('error:')} ${what}`,
      ...(namesTargets ? [] : [`  Missing for ${toPlainText(where)}.`]),
      `  ${style.dim(next)}`,
    ];
  });
}

const SHOWN_CHANGES = 20;

/** What is not as in the plan before. Nothing where this is the first one. */
export function changeLines({ changes }: PlanSummary, style: Style): readonly string[] {
  if (changes === null) return [];
  if (changes.length === 0) return ['Since the last plan nothing has changed.'];
  const { added, removed, moved } = groupChanges(changes);
  const counts = `${added.length} added, ${removed.length} removed, ${moved.length} with other versions`;
  const lines = [...added.map(addedLine), ...removed.map(removedLine), ...moved.map(movedLine)];
  const more = lines.length - SHOWN_CHANGES;
  return [
    style.bold(`Since the last plan: ${counts}`),
    ...lines.slice(0, SHOWN_CHANGES),
    ...(more > 0 ? [`  and ${formatCount(more, 'more change')}`] : []),
  ];
}

const addedLine = ({ project, after }: PlanChange): string => toPlainText(`  + ${project} ${inShort(after)}`);
const removedLine = ({ project, before }: PlanChange): string =>
  toPlainText(`  - ${project} ${inShort(before)}`);
const movedLine = ({ project, before, after }: PlanChange): string =>
  toPlainText(`  ~ ${project} ${inShort(before)} → ${inShort(after)}`);

const SHOWN_VERSIONS = 5;

/** A few versions by name, more of them by number. */
function inShort(versions: readonly string[]): string {
  return versions.length <= SHOWN_VERSIONS ? versions.join(', ') : formatCount(versions.length, 'version');
}
