import { describe, expect, it } from 'vitest';
import type { FileTally, PlanFileRow, PlanProjectRow } from '../../../contract/plan-summary';
import { EMPTY_TALLY } from '../../../contract/plan-summary';
import { arrangeProjects, nextSort, type Sort, tableItems } from './arrange-rows';

const tally = (bytes: number): FileTally => ({ files: 1, bytes, filesOfUnknownSize: 0 });
const row = (project: string, bytes = 0): PlanProjectRow => ({
  project,
  requirements: [project],
  requiredBy: [],
  targets: [],
  versions: 1,
  toFetch: tally(bytes),
  present: EMPTY_TALLY,
  toRemove: EMPTY_TALLY,
  leftOutFiles: 0,
});
const names = (rows: readonly PlanProjectRow[]): readonly string[] => rows.map(({ project }) => project);
const BY_NAME: Sort = { key: 'project', descending: false };

describe('the order of a plan’s projects', () => {
  const rows = [row('numpy', 5), row('attrs', 9), row('requests', 5)];

  it('is by name at first', () => {
    expect(names(arrangeProjects(rows, '', BY_NAME))).toEqual(['attrs', 'numpy', 'requests']);
  });
  it('begins with the largest when it goes by size, and keeps equal ones by name', () => {
    const sort = nextSort(BY_NAME, 'toFetch');
    expect(names(arrangeProjects(rows, '', sort))).toEqual(['attrs', 'numpy', 'requests']);
    expect(names(arrangeProjects(rows, '', nextSort(sort, 'toFetch')))).toEqual([
      'numpy',
      'requests',
      'attrs',
    ]);
  });
  it('keeps only names that contain the filter, in whatever case it was typed', () => {
    expect(names(arrangeProjects(rows, ' NUM', BY_NAME))).toEqual(['numpy']);
  });
});

describe('the lines of the table', () => {
  const file: PlanFileRow = {
    filename: 'attrs-1.0.tar.gz',
    version: '1.0',
    sizeBytes: 9,
    action: 'fetch',
    reason: { kind: 'required', line: 1, requirement: 'attrs' },
    yankedReason: null,
  };
  it('show the files of an open project below it', () => {
    const items = tableItems([row('attrs'), row('numpy')], new Set(['attrs']), { attrs: [file] });
    expect(items.map(({ kind }) => kind)).toEqual(['project', 'file', 'project']);
  });
  it('say that files are being read until they are there', () => {
    const items = tableItems([row('attrs')], new Set(['attrs']), { attrs: null });
    expect(items.map(({ kind }) => kind)).toEqual(['project', 'reading']);
  });
});
