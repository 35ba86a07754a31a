import { describe, expect, it } from 'vitest';
import { EMPTY_TALLY, type PlanSummary, type PlanTarget } from '../../contract/plan-summary';
import { problem } from '../../contract/problem';
import { createStyle } from './style';
import { changeLines, targetProblemLines, targetTable } from './targets-text';

const STYLE = createStyle(false);

const target = (label: string, fields: Partial<PlanTarget> = {}): PlanTarget => ({
  id: label.toLowerCase(),
  label,
  complete: true,
  projects: 3,
  toFetch: { files: 2, bytes: 1_500_000, filesOfUnknownSize: 0 },
  present: EMPTY_TALLY,
  problems: [],
  ...fields,
});

const summary = (fields: Partial<PlanSummary>): PlanSummary => ({
  planId: 'plan',
  createdAtMs: 0,
  upstreamUrl: 'https://index.example/',
  projects: [],
  targets: [],
  changes: null,
  toFetch: EMPTY_TALLY,
  present: EMPTY_TALLY,
  toRemove: EMPTY_TALLY,
  notices: [],
  guards: [],
  complete: true,
  freeBytes: null,
  ...fields,
});

describe('targets in words', () => {
  it('are rows that say whether they are complete', () => {
    const unsized = { files: 1, bytes: 0, filesOfUnknownSize: 1 };
    const targets = [target('Windows'), target('Linux', { complete: false, toFetch: unsized })];
    expect(targetTable(summary({ targets }), STYLE)).toEqual([
      'Target               Projects  To fetch  Here',
      'Windows  complete           3    1.5 MB     -',
      'Linux    incomplete         3         ?     -',
    ]);
  });
  it('say so where nothing of what is asked for is for them', () => {
    const targets = [target('Windows', { projects: 0, toFetch: EMPTY_TALLY })];
    expect(targetTable(summary({ targets }), STYLE)[1]).toMatch(/^Windows {2}needs nothing +0/);
  });
  it('that lack the same are told of it once', () => {
    const fault = problem('nothing-matches', { project: 'sand', requirement: 'sand>9', available: 2 });
    const targets = ['Windows', 'Linux', 'macOS'].map((label) =>
      target(label, { problems: label === 'macOS' ? [] : [fault] }),
    );
    const lines = targetProblemLines(summary({ targets }), STYLE);
    expect(lines).toHaveLength(3);
    expect(lines[0]).toMatch(/^error: .*sand>9/);
    expect(lines[1]).toBe('  Missing for Windows; Linux.');
  });
  it('are not shown where there are none', () => {
    expect(targetTable(summary({}), STYLE)).toEqual([]);
  });
});

describe('changes in words', () => {
  it('are additions, removals and moves, with their versions', () => {
    const changes = [
      { project: 'attrs', before: [], after: ['1.0'] },
      { project: 'flask', before: ['2.0'], after: ['3.0', '3.1'] },
      { project: 'six', before: ['1', '2', '3', '4', '5', '6'], after: [] },
    ];
    expect(changeLines(summary({ changes }), STYLE)).toEqual([
      'Since the last plan: 1 added, 1 removed, 1 with other versions',
      '  + attrs 1.0',
      '  - six 6 versions',
      '  ~ flask 2.0 → 3.0, 3.1',
    ]);
  });
  it('end after twenty with how many more there are', () => {
    const changes = Array.from({ length: 22 }, (_, number) => ({
      project: `p${number}`,
      before: [],
      after: ['1'],
    }));
    const lines = changeLines(summary({ changes }), STYLE);
    expect(lines).toHaveLength(22);
    expect(lines.at(-1)).toBe('  and 2 more changes');
  });
  it('are not spoken of in a first plan', () => {
    expect(changeLines(summary({}), STYLE)).toEqual([]);
    expect(changeLines(summary({ changes: [] }), STYLE)).toEqual([
      'Since the last plan nothing has changed.',
    ]);
  });
});
