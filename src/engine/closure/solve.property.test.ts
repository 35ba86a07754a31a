import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SolveInput } from './search';
import { type Solution, solve } from './solve';
import { createTargetView } from './target-view';
import {
  findByTrying,
  followWith,
  type SmallRequirement,
  type SmallUniverse,
  textOf,
} from './testing/brute-force';
import { answerAll, createUniverse, requireRoot, requireTarget } from './testing/package-universe';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const EXTRAS = ['x', 'y'];
const MOST_VERSIONS = 4;
const RUNS = 2_000;

const operator = fc.constantFrom<SmallRequirement['operator']>('==', '!=', '>=', '<=', '<', '>', 'any');
const extras = fc.subarray(EXTRAS).chain((all) => fc.constantFrom([], [], all));
const version = fc.integer({ min: 1, max: MOST_VERSIONS });

const requirementOf = (audience: fc.Arbitrary<SmallRequirement['audience']>) =>
  fc.record({
    // Now and then one that the index does not have.
    name: fc.oneof({ weight: 40, arbitrary: fc.constantFrom(...NAMES) }, fc.constant('missing')),
    extras,
    operator,
    version,
    audience,
  });

const rootRequirement = requirementOf(fc.constantFrom('all', 'all', 'all', 'elsewhere'));
const releaseRequirement = requirementOf(
  fc.constantFrom<SmallRequirement['audience'][]>(
    'all',
    'all',
    'all',
    'elsewhere',
    { extra: 'x' },
    { extra: 'y' },
  ),
);

const releases = fc
  .uniqueArray(fc.tuple(version, fc.array(releaseRequirement, { maxLength: 3 })), {
    selector: ([number]) => number,
    minLength: 1,
    maxLength: MOST_VERSIONS,
  })
  .map((entries) => new Map(entries));

const smallUniverse: fc.Arbitrary<SmallUniverse> = fc
  .tuple(...NAMES.map(() => releases))
  .map((all) => new Map(NAMES.map((name, index) => [name, all[index] ?? new Map()])));

const question = fc.record({
  universe: smallUniverse,
  roots: fc.array(rootRequirement, { minLength: 1, maxLength: 4 }),
});

const view = createTargetView(requireTarget('linux-x86_64-cp312'), 'wheels');

function ask(universe: SmallUniverse, roots: readonly SmallRequirement[]): Solution {
  const packages = Object.fromEntries(
    [...universe].map(([name, versions]) => [
      name,
      Object.fromEntries(
        [...versions].map(([number, requirements]) => [
          `${number}`,
          { requires: requirements.map(textOf), extras: EXTRAS },
        ]),
      ),
    ]),
  );
  const index = createUniverse({ packages });
  const input: SolveInput = {
    view,
    universe: index.universe,
    roots: roots.map((root) => requireRoot(textOf(root))),
    constraints: [],
    policy: { prereleases: 'when-asked', yanked: 'when-pinned' },
  };
  return answerAll(solve(input), index.answer);
}

function assignmentOf({ packages }: Extract<Solution, { kind: 'solved' }>): ReadonlyMap<string, number> {
  return new Map(packages.map(({ name, candidate }) => [name, Number(candidate.version.canonical)]));
}

describe('a search in any small universe', () => {
  it('finds a solution exactly where there is one, and none that does not hold', () => {
    const seen = { solved: 0, conflict: 0 };
    fc.assert(
      fc.property(question, ({ universe, roots }) => {
        const expected = findByTrying(universe, roots);
        const solution = ask(universe, roots);
        expect(solution.kind).toBe(expected === null ? 'conflict' : 'solved');
        if (solution.kind === 'solved') {
          seen.solved += 1;
          const found = assignmentOf(solution);
          expect(followWith(universe, roots, found)).toEqual({ reached: new Set(found.keys()) });
        } else seen.conflict += 1;
      }),
      { numRuns: RUNS },
    );
    // Both ends have to be seen often for this to say anything.
    expect(Math.min(seen.solved, seen.conflict)).toBeGreaterThan(RUNS / 10);
  });

  it('takes the newest of everything where that fits together', () => {
    fc.assert(
      fc.property(question, ({ universe, roots }) => {
        const newest = new Map([...universe].map(([name, versions]) => [name, Math.max(...versions.keys())]));
        const followed = followWith(universe, roots, newest);
        fc.pre(followed !== null && 'reached' in followed);
        const solution = ask(universe, roots);
        if (solution.kind !== 'solved' || followed === null || !('reached' in followed)) {
          return expect(solution.kind).toBe('solved');
        }
        const expected = [...newest].filter(([name]) => followed.reached.has(name));
        expect([...assignmentOf(solution)].sort()).toEqual(expected.sort());
      }),
      { numRuns: 300 },
    );
  });

  it('explains conflicts by roots that contradict each other, and by what releases really require', () => {
    fc.assert(
      fc.property(question, ({ universe, roots }) => {
        const solution = ask(universe, roots);
        fc.pre(solution.kind === 'conflict');
        if (solution.kind !== 'conflict') return;
        const { explanation } = solution;
        const named = new Set(explanation.roots.map(({ text }) => text));
        const involved = roots.filter((root) => named.has(textOf(root)));
        expect(involved.length).toBeGreaterThan(0);
        expect(findByTrying(universe, involved)).toBeNull();
        expect(explanation.facts.length).toBeGreaterThan(0);
        const [first, ...links] = explanation.chain;
        expect(roots.map(textOf)).toContain(first?.requirement);
        let before = first?.requirement ?? '';
        for (const { project, version: number, requirement } of links) {
          expect(before.startsWith(project)).toBe(true);
          before = requirement;
          const requirements = universe.get(project)?.get(Number(number)) ?? [];
          expect(requirements.map(textOf)).toContain(requirement);
        }
      }),
      { numRuns: RUNS },
    );
  });
});
