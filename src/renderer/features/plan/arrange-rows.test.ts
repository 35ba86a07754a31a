import { describe, expect, it } from 'vitest';
import { EMPTY_TALLY, type FileTally, type PlanProjectRow } from '../../../contract/plan-summary';
import {
  countNarrowings,
  filterRows,
  type MarkedProjects,
  nextSort,
  orderRows,
  type RowQuery,
  rowsByName,
  type Sort,
} from './arrange-rows';

const tally = (bytes: number): FileTally => ({ files: 1, bytes, filesOfUnknownSize: 0 });
const row = (project: string, fields: Partial<PlanProjectRow> = {}): PlanProjectRow => ({
  project,
  indexUrl: null,
  requirements: [project],
  requiredBy: [],
  targets: [],
  versions: 1,
  toFetch: EMPTY_TALLY,
  present: EMPTY_TALLY,
  toRemove: EMPTY_TALLY,
  leftOutFiles: 0,
  ...fields,
});
const names = (rows: readonly PlanProjectRow[]): readonly string[] => rows.map(({ project }) => project);
const BY_NAME: Sort = { key: 'project', descending: false };

describe('the order of a plan’s projects', () => {
  const rows = [
    row('numpy', { toFetch: tally(5), targets: ['linux', 'windows'] }),
    row('attrs', { toFetch: tally(9) }),
    row('requests', { toFetch: tally(5), targets: ['linux'] }),
  ];

  const sorted = (sort: Sort): readonly PlanProjectRow[] => orderRows(rowsByName(rows), sort);

  it('is by name at first', () => {
    expect(names(sorted(BY_NAME))).toEqual(['attrs', 'numpy', 'requests']);
  });
  it('can be turned round', () => {
    expect(names(sorted(nextSort(BY_NAME, 'project')))).toEqual(['requests', 'numpy', 'attrs']);
  });
  it('begins with the largest when it goes by size, and keeps equal ones by name', () => {
    const sort = nextSort(BY_NAME, 'toFetch');
    expect(names(sorted(sort))).toEqual(['attrs', 'numpy', 'requests']);
    expect(names(sorted(nextSort(sort, 'toFetch')))).toEqual(['numpy', 'requests', 'attrs']);
  });
  it('can go by the number of targets', () => {
    expect(names(sorted(nextSort(BY_NAME, 'targets')))).toEqual(['numpy', 'requests', 'attrs']);
  });
});

describe('the projects that are shown', () => {
  const rows = [
    row('numpy', { toFetch: tally(5), targets: ['linux', 'windows'] }),
    row('pywin32', { present: tally(9), targets: ['windows'] }),
    row('six', { toRemove: tally(1) }),
  ];
  const marked: MarkedProjects = {
    changed: new Set(['six']),
    incomplete: new Set(['pywin32', 'mirage']),
    lacking: new Map([['linux', new Set(['pywin32'])]]),
  };
  const shown = (query: Partial<RowQuery>): readonly string[] =>
    names(filterRows(rows, { text: '', target: null, narrowing: null, ...query }, marked));

  it('are those whose name contains the text, in whatever case it was typed', () => {
    expect(shown({ text: ' NUM' })).toEqual(['numpy']);
  });
  it('are those of one target, and what it lacks', () => {
    expect(shown({ target: 'windows' })).toEqual(['numpy', 'pywin32']);
    expect(shown({ target: 'linux' })).toEqual(['numpy', 'pywin32']);
    expect(shown({ target: 'macos' })).toEqual([]);
    expect(shown({ target: 'windows', text: 'nu' })).toEqual(['numpy']);
  });
  it.each([
    ['fetch', ['numpy']],
    ['remove', ['six']],
    ['changed', ['six']],
    ['incomplete', ['pywin32']],
  ] as const)('are narrowed down to %s', (narrowing, expected) => {
    expect(shown({ narrowing })).toEqual(expected);
  });
  it('are counted for each narrowing, so that empty ones need not be offered', () => {
    expect(countNarrowings(rows, marked)).toEqual({
      fetch: 1,
      remove: 1,
      changed: 1,
      incomplete: 1,
    });
  });
});
