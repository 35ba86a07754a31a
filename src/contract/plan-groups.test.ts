import { describe, expect, it } from 'vitest';
import { groupChanges, groupProblems, incompleteProjects, noticesBesideTargets } from './plan-groups';
import { EMPTY_TALLY, type PlanSummary, type PlanTarget } from './plan-summary';
import { type Problem, problem } from './problem';

const matchless = (project: string): Problem =>
  problem('nothing-matches', { project, requirement: `${project}>9`, available: 2 });

const target = (id: string, problems: readonly Problem[]): PlanTarget => ({
  id,
  label: id,
  complete: problems.length === 0,
  projects: 1,
  toFetch: EMPTY_TALLY,
  present: EMPTY_TALLY,
  problems,
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

describe('changes since the plan before', () => {
  it('are projects that came, that went, and that have other versions', () => {
    const came = { project: 'attrs', before: [], after: ['1.0'] };
    const went = { project: 'six', before: ['1.16'], after: [] };
    const other = { project: 'flask', before: ['2.0'], after: ['3.0'] };
    expect(groupChanges([came, other, went])).toEqual({ added: [came], removed: [went], moved: [other] });
  });
});

describe('problems of targets', () => {
  const targets = [target('linux', [matchless('a')]), target('musl', [matchless('b'), matchless('a')])];

  it('are told once for all targets that have them', () => {
    expect(groupProblems(targets)).toEqual([
      {
        problem: matchless('a'),
        namesTargets: false,
        targets: [
          { id: 'linux', label: 'linux' },
          { id: 'musl', label: 'musl' },
        ],
      },
      { problem: matchless('b'), namesTargets: false, targets: [{ id: 'musl', label: 'musl' }] },
    ]);
  });

  it('name all targets where they name one', () => {
    const lacks = (label: string): Problem =>
      problem('no-file-for-target', {
        target: label,
        project: 'torch',
        chain: '"torch"',
        facts: 'all 412 files are for others',
        remedy: 'Take the line away.',
      });
    const labels = ['Linux, Python 3.12', 'Linux, Python 3.13', 'Windows, Python 3.12'];
    const lacking = labels.map((label) => target(label, [lacks(label)]));
    const [group, ...others] = groupProblems([...lacking, target('macOS', [])]);
    expect(others).toEqual([]);
    expect(group).toMatchObject({
      problem: { parameters: { target: 'Linux, Python 3.12, Python 3.13; Windows, Python 3.12' } },
      namesTargets: true,
    });
    expect(group?.targets.map(({ label }) => label)).toEqual(labels);
    expect(groupProblems(lacking)[0]).toMatchObject({
      problem: { parameters: { target: 'any of the 3 targets' } },
    });
  });

  it('are not told again as notices, and count for their projects', () => {
    const notices = ['a', 'c'].map((project) => ({
      severity: 'error' as const,
      project,
      problem: matchless(project),
    }));
    const plan = summary({ targets, notices });
    expect(noticesBesideTargets(plan).map(({ project }) => project)).toEqual(['c']);
    expect([...incompleteProjects(plan)].sort()).toEqual(['a', 'b', 'c']);
  });
});
