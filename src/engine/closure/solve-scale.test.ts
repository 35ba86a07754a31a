import { describe, expect, it } from 'vitest';
import { type Solution, solve } from './solve';
import { createTargetView } from './target-view';
import {
  answerAll,
  createUniverse,
  requireRoot,
  requireTarget,
  type UniverseData,
} from './testing/package-universe';

const view = createTargetView(requireTarget('linux-x86_64-cp312'), 'wheels');

function ask(packages: UniverseData['packages'], roots: readonly string[]) {
  const { universe, answer, asked } = createUniverse({ packages });
  const solution = answerAll(
    solve({
      view,
      universe,
      roots: roots.map(requireRoot),
      constraints: [],
      policy: { prereleases: 'when-asked', yanked: 'when-pinned' },
    }),
    answer,
  );
  return { solution, asked };
}

function versionsIn(solution: Solution): Readonly<Record<string, string>> {
  if (solution.kind !== 'solved') throw new Error(`expected a solution, not "${solution.kind}"`);
  return Object.fromEntries(
    solution.packages.map(({ name, candidate }) => [name, candidate.version.canonical]),
  );
}

const numbers = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

function universeOf(entries: readonly (readonly [string, Readonly<Record<string, readonly string[]>>])[]) {
  return Object.fromEntries(entries);
}

describe('a large universe', () => {
  it('is followed down a chain of 3,000', () => {
    const packages = universeOf(
      numbers(3_000).map((index) => [
        `link-${index}`,
        { '1.0': index === 2_999 ? [] : [`link-${index + 1}`] },
      ]),
    );
    const { solution } = ask(packages, ['link-0']);
    expect(Object.keys(versionsIn(solution))).toHaveLength(3_000);
  });

  it('is explained up a chain of 3,000', () => {
    const packages = universeOf(
      numbers(3_000).map((index) => [`link-${index}`, { '1.0': [`link-${index + 1}`] }]),
    );
    const { solution } = ask(packages, ['link-0']);
    if (solution.kind !== 'conflict') throw new Error('expected a conflict');
    expect(solution.explanation.project).toBe('link-3000');
    expect(solution.explanation.chain).toHaveLength(3_001);
  });

  it('may be wide', () => {
    const packages = universeOf([
      ['top', { '1.0': numbers(2_000).map((index) => `leaf-${index}`) }],
      ...numbers(2_000).map((index) => [`leaf-${index}`, { '1.0': ['ground'] }] as const),
      ['ground', { '1.0': [] }],
    ]);
    const { solution } = ask(packages, ['top']);
    expect(Object.keys(versionsIn(solution))).toHaveLength(2_002);
  });

  it('may have 2,000 releases of which all but the oldest are in conflict', () => {
    const packages = universeOf([
      [
        'app',
        Object.fromEntries(numbers(2_000).map((index) => [`${index}.0`, [`base${index === 0 ? '' : '<2'}`]])),
      ],
      ['base', { '2.0': [], '1.0': [] }],
      ...numbers(200).map((index) => [`other-${index}`, { '1.0': [] }] as const),
    ]);
    const others = numbers(200).map((index) => `other-${index}`);
    const { solution } = ask(packages, [...others, 'app', 'base>=2']);
    expect(versionsIn(solution)).toMatchObject({ app: '0.0', base: '2.0' });
  });

  it('may have 2,000 releases that are in conflict with a project that is decided on first', () => {
    const packages = universeOf([
      ['base', { '2.0': [], '1.0': [] }],
      ['app', Object.fromEntries(numbers(2_000).map((index) => [`${index}.0`, [`middle==${index}.0`]]))],
      [
        'middle',
        Object.fromEntries(numbers(2_000).map((index) => [`${index}.0`, [`base${index === 0 ? '' : '<2'}`]])),
      ],
    ]);
    const { solution } = ask(packages, ['base', 'app', 'base!=1.0']);
    expect(versionsIn(solution)).toEqual({ app: '0.0', base: '2.0', middle: '0.0' });
  });

  it('may have two projects of 60 releases that never fit each other', () => {
    const packages = universeOf([
      ['left', Object.fromEntries(numbers(60).map((index) => [`${index}.0`, [`shared==${index}.0`]]))],
      ['right', Object.fromEntries(numbers(60).map((index) => [`${index}.0`, [`shared==${index + 100}.0`]]))],
      ['shared', Object.fromEntries(numbers(160).map((index) => [`${index}.0`, []]))],
    ]);
    const { solution } = ask(packages, ['left', 'right']);
    expect(solution.kind).toBe('conflict');
  });

  it('asks for a page and for metadata once', () => {
    const packages = universeOf([
      ['app', Object.fromEntries(numbers(40).map((index) => [`${index}.0`, ['base<2', 'other']]))],
      ['other', { '1.0': ['base'] }],
      ['base', { '2.0': [], '1.0': [] }],
    ]);
    const { asked } = ask(packages, ['other', 'app', 'base>=2']);
    const keys = asked.map((need) => (need.kind === 'project' ? need.name : need.candidate.file.filename));
    expect(new Set(keys).size).toBe(keys.length);
  });
});
