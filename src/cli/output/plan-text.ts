import { describeProblem, describeReason } from '../../contract/describe';
import { toPlainText } from '../../contract/plain-text';
import {
  type FileTally,
  isLeaving,
  type PlanFileAction,
  type PlanFileRow,
  type PlanNotice,
  type PlanProjectRow,
  type PlanSummary,
} from '../../contract/plan-summary';
import { ENGLISH } from '../../contract/texts/english';
import { formatBytes, formatCount, formatTally } from './quantities';
import type { Style } from './style';
import { type Column, renderTable } from './table';

/** A plan in words. Pure. */

const NAME: Column = { heading: 'Project', align: 'left' };
const INDEX: Column = { heading: 'Index', align: 'left' };
const COLUMNS: readonly Column[] = [
  { heading: 'Versions', align: 'right' },
  { heading: 'To fetch', align: 'right' },
  { heading: '', align: 'right' },
  { heading: 'Here', align: 'right' },
  { heading: '', align: 'right' },
  { heading: 'To remove', align: 'right' },
  { heading: '', align: 'right' },
];

/** One row a project: files and bytes that come, are here, go; and its index, where there are several. */
export function planTable({ projects }: PlanSummary, style: Style): readonly string[] {
  const isOfSeveral = projects.some(({ indexUrl }) => indexUrl !== null);
  const [heading = '', ...rows] = renderTable(
    [NAME, ...(isOfSeveral ? [INDEX] : []), ...COLUMNS],
    projects.map((row) => [
      row.project,
      ...(isOfSeveral ? [toPlainText(row.indexUrl ?? '-')] : []),
      ...amountCells(row),
    ]),
  );
  return projects.length === 0 ? [] : [style.bold(heading), ...rows];
}

function amountCells(row: PlanProjectRow): readonly string[] {
  const versions = row.versions === 0 ? '-' : String(row.versions);
  return [versions, ...tallyCells(row.toFetch), ...tallyCells(row.present), ...tallyCells(row.toRemove)];
}

function tallyCells({ files, bytes, filesOfUnknownSize }: FileTally): readonly [string, string] {
  if (files === 0) return ['-', ''];
  if (filesOfUnknownSize === files) return [String(files), '?'];
  return [String(files), `${formatBytes(bytes)}${filesOfUnknownSize > 0 ? '+?' : ''}`];
}

/** What the plan comes to: totals, and room on the disk. */
export function planTotals(summary: PlanSummary, style: Style): readonly string[] {
  const { toFetch, present, toRemove, freeBytes } = summary;
  const lines = [
    `To fetch:   ${style.bold(formatTally(toFetch))}`,
    `Here:       ${formatTally(present)}`,
    `To remove:  ${formatTally(toRemove)}`,
  ];
  if (freeBytes !== null) {
    lines.push(
      `Free:       ${formatBytes(freeBytes)} on the disk, ${formatBytes(freeBytes - toFetch.bytes)} afterwards`,
    );
  }
  return lines;
}

const SHOWN_REMOVALS = 10;

/** What goes, by project, for where no table shows it. */
export function removalLines(summary: PlanSummary): readonly string[] {
  const rows = summary.projects.filter((row) => row.toRemove.files > 0);
  const lines = rows.slice(0, SHOWN_REMOVALS).map((row) => {
    return `  - ${row.project}: ${isLeaving(row) ? 'the whole project' : formatCount(row.toRemove.files, 'file')}`;
  });
  const more = rows.length - lines.length;
  return more > 0 ? [...lines, `  - and ${formatCount(more, 'more project')}`] : lines;
}

/** Errors and warnings, each with what to do next. */
export function noticeLines(notices: readonly PlanNotice[], style: Style): readonly string[] {
  return notices.flatMap(({ severity, problem }) => {
    const { what, next } = describeProblem(ENGLISH, problem);
    const label = severity === 'error' ? style.red('error:') : style.yellow('warning:');
    return [`${label} ${what}`, `  ${style.dim(next)}`];
  });
}

/** What happens to a file, in one sign. */
export const ACTION_MARKS: { readonly [Action in PlanFileAction]: string } = {
  fetch: '+',
  present: '=',
  remove: '-',
  'leave-out': ' ',
};

/** Every file of a project, with what happens to it and why. */
export function fileLines(project: string, rows: readonly PlanFileRow[], style: Style): readonly string[] {
  const lines = rows.map((row) => {
    const size = row.sizeBytes === null ? '?' : formatBytes(row.sizeBytes);
    const yanked = row.yankedReason === null ? '' : ', yanked';
    const line = `  ${ACTION_MARKS[row.action]} ${toPlainText(row.filename)}  ${size}  ${describeReason(ENGLISH, row.reason)}${yanked}`;
    return row.action === 'leave-out' ? style.dim(line) : line;
  });
  return [style.bold(project), ...lines];
}

/** The meaning of the marks before files. */
export const FILE_MARKS = '+ comes   = is here   - goes   (no mark) is left out';
