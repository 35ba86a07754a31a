import type { PlanProjectRow } from '../../../contract/plan-summary';

export type SortKey = 'project' | 'versions' | 'targets' | 'toFetch' | 'present' | 'toRemove';

export interface Sort {
  readonly key: SortKey;
  readonly descending: boolean;
}

/** Names rise from a to z; numbers begin with the largest, for that is what people look for. */
export function nextSort(sort: Sort, key: SortKey): Sort {
  return key === sort.key ? { key, descending: !sort.descending } : { key, descending: key !== 'project' };
}

/** The projects from a to z. */
export function rowsByName(rows: readonly PlanProjectRow[]): readonly PlanProjectRow[] {
  return [...rows].sort((left, right) =>
    left.project < right.project ? -1 : left.project > right.project ? 1 : 0,
  );
}

/** Projects that stand from a to z in another order. Equal ones stay as they are: names are compared once for all. */
export function orderRows(
  byName: readonly PlanProjectRow[],
  { key, descending }: Sort,
): readonly PlanProjectRow[] {
  if (key === 'project') return descending ? [...byName].reverse() : byName;
  const direction = descending ? -1 : 1;
  return [...byName].sort((left, right) => compare(left, right, key) * direction);
}

export const NARROWINGS = ['fetch', 'remove', 'changed', 'incomplete'] as const;
export type Narrowing = (typeof NARROWINGS)[number];

/** What a person wants to see of a plan. */
export interface RowQuery {
  /** Part of a name, in whatever case it was typed. */
  readonly text: string;
  /** `null`: every target. */
  readonly target: string | null;
  /** `null`: everything. */
  readonly narrowing: Narrowing | null;
}

/** Projects that stand out, by name. */
export interface MarkedProjects {
  readonly changed: ReadonlySet<string>;
  readonly incomplete: ReadonlySet<string>;
  /** What each target lacks, by its id. */
  readonly lacking: ReadonlyMap<string, ReadonlySet<string>>;
}

/** The rows that answer a query, in the order in which they came. */
export function filterRows(
  rows: readonly PlanProjectRow[],
  { text, target, narrowing }: RowQuery,
  marked: MarkedProjects,
): readonly PlanProjectRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      row.project.includes(wanted) &&
      (target === null || row.targets.includes(target) || marked.lacking.get(target)?.has(row.project)) &&
      (narrowing === null || isWithin(row, narrowing, marked)),
  );
}

/** How many rows each narrowing leaves. */
export function countNarrowings(
  rows: readonly PlanProjectRow[],
  marked: MarkedProjects,
): Readonly<Record<Narrowing, number>> {
  const counts = { fetch: 0, remove: 0, changed: 0, incomplete: 0 };
  for (const row of rows) {
    for (const narrowing of NARROWINGS) if (isWithin(row, narrowing, marked)) counts[narrowing] += 1;
  }
  return counts;
}

function isWithin(row: PlanProjectRow, narrowing: Narrowing, marked: MarkedProjects): boolean {
  switch (narrowing) {
    case 'fetch':
      return row.toFetch.files > 0;
    case 'remove':
      return row.toRemove.files > 0;
    case 'changed':
      return marked.changed.has(row.project);
    case 'incomplete':
      return marked.incomplete.has(row.project);
  }
}

function compare(left: PlanProjectRow, right: PlanProjectRow, key: Exclude<SortKey, 'project'>): number {
  switch (key) {
    case 'versions':
      return left.versions - right.versions;
    case 'targets':
      return left.targets.length - right.targets.length;
    case 'toFetch':
    case 'present':
    case 'toRemove':
      return left[key].bytes - right[key].bytes || left[key].files - right[key].files;
  }
}
