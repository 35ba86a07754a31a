import { describe, expect, it } from 'vitest';
import { EMPTY_TALLY, type PlanProjectRow, type PlanSummary } from '../../contract/plan-summary';
import { problem } from '../../contract/problem';
import { noticeLines, planTable, planTotals, removalLines } from './plan-text';
import { createStyle } from './style';

const STYLE = createStyle(false);
const FILES = { files: 2, bytes: 1_500_000, filesOfUnknownSize: 0 };

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

const summary = (projects: readonly PlanProjectRow[]): PlanSummary => ({
  planId: 'plan',
  createdAtMs: 0,
  upstreamUrl: 'https://index.example/',
  projects,
  toFetch: FILES,
  present: EMPTY_TALLY,
  toRemove: EMPTY_TALLY,
  targets: [],
  changes: null,
  notices: [],
  guards: [],
  complete: true,
  freeBytes: 10_000_000,
});

describe('a plan in words', () => {
  it('has a row a project, in columns', () => {
    const rows = [
      row('sand', { versions: 2, toFetch: FILES }),
      row('stone', { requirements: [], versions: 0, toRemove: { ...FILES, filesOfUnknownSize: 2 } }),
    ];
    expect(planTable(summary(rows), STYLE)).toEqual([
      'Project  Versions  To fetch          Here    To remove',
      'sand            2         2  1.5 MB     -            -',
      'stone           -         -             -            2  ?',
    ]);
    expect(planTable(summary([]), STYLE)).toEqual([]);
  });

  it('names the index of each project where there are several', () => {
    const rows = [row('torch', { indexUrl: 'https://torch.example/whl/' }), row('sand')];
    expect(planTable(summary(rows), STYLE).map((line) => line.slice(0, 45).trimEnd())).toEqual([
      'Project  Index                       Versions',
      'torch    https://torch.example/whl/         1',
      'sand     -                                  1',
    ]);
  });

  it('says what it comes to and what the disk has left', () => {
    expect(planTotals(summary([]), STYLE)).toEqual([
      'To fetch:   2 files, 1.5 MB',
      'Here:       none',
      'To remove:  none',
      'Free:       10.0 MB on the disk, 8.5 MB afterwards',
    ]);
  });

  it('names ten projects that lose files, and counts the rest', () => {
    const leaving = Array.from({ length: 12 }, (_, number) =>
      row(`p${number}`, { requirements: [], versions: 0, toRemove: FILES }),
    );
    const lines = removalLines(summary([row('sand', { toRemove: FILES }), row('kept'), ...leaving]));
    expect(lines).toHaveLength(11);
    expect(lines.slice(0, 2)).toEqual(['  - sand: 2 files', '  - p0: the whole project']);
    expect(lines.at(-1)).toBe('  - and 3 more projects');
  });

  it('tells errors and warnings with what to do next', () => {
    const unknown = problem('project-unknown', { project: 'mirage', upstreamUrl: 'https://index.example/' });
    const lines = noticeLines([{ severity: 'error', project: 'mirage', problem: unknown }], STYLE);
    expect(lines[0]).toBe('error: The upstream "https://index.example/" has no project "mirage".');
    expect(lines[1]).toMatch(/^ {2}Check the spelling/);
  });
});
