import type { PlanFileRow, PlanProjectRow } from '../../../contract/plan-summary';
import type { PlanFiles } from '../../state/app-state';

export const SORT_KEYS = ['project', 'versions', 'toFetch', 'present', 'toRemove'] as const;
export type SortKey = (typeof SORT_KEYS)[number];

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Names rise from a to z; numbers begin with the largest, for that is what people look for. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  return key === sort.key ? { key, descending: !sort.descending } : { key, descending: key !== 'project' };
}

/** The projects whose name contains the filter, in order. Equal ones stand by name. */
export function arrangeProjects(
  rows: readonly PlanProjectRow[],
  filter: string,
  sort: Sort,
): readonly PlanProjectRow[] {
  const wanted = filter.trim().toLowerCase();
  const direction = sort.descending ? -1 : 1;
  return rows
    .filter((row) => row.project.includes(wanted))
    .sort((left, right) => {
      const byKey = compare(left, right, sort.key) * direction;
      return byKey === 0 ? byName(left, right) : byKey;
    });
}

/** A line of the table: a project, or something about the files of one that is open. */
export type TableItem =
  | { readonly kind: 'project'; readonly row: PlanProjectRow; readonly open: boolean }
  | { readonly kind: 'reading'; readonly project: string }
  | { readonly kind: 'file'; readonly project: string; readonly file: PlanFileRow };

/** Projects with the files of the open ones below them, flat, so that a long list can be drawn in part. */
export function tableItems(
  projects: readonly PlanProjectRow[],
  open: ReadonlySet<string>,
  files: PlanFiles,
): readonly TableItem[] {
  return projects.flatMap((row): readonly TableItem[] => {
    const isOpen = open.has(row.project);
    const head: TableItem = { kind: 'project', row, open: isOpen };
    if (!isOpen) return [head];
    const rows = files[row.project];
    if (rows === undefined || rows === null) return [head, { kind: 'reading', project: row.project }];
    return [head, ...rows.map((file): TableItem => ({ kind: 'file', project: row.project, file }))];
  });
}

function compare(left: PlanProjectRow, right: PlanProjectRow, key: SortKey): number {
  switch (key) {
    case 'project':
      return byName(left, right);
    case 'versions':
      return left.versions - right.versions;
    case 'toFetch':
    case 'present':
    case 'toRemove':
      return left[key].bytes - right[key].bytes || left[key].files - right[key].files;
  }
}

function byName(left: PlanProjectRow, right: PlanProjectRow): number {
  return left.project < right.project ? -1 : left.project > right.project ? 1 : 0;
}
