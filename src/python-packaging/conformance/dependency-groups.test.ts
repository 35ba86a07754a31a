import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { expandDependencyGroup } from '../dependency-groups';
import { formatRequirement } from '../requirement';

interface Table {
  readonly cases: readonly (readonly [unknown, string, readonly string[] | null])[];
}

const { cases } = JSON.parse(
  readFileSync(new URL('./dependency-groups.json', import.meta.url), 'utf8'),
) as Table;

it('expands every dependency group as packaging does', () => {
  const differences = cases.flatMap(([groups, name, expected]) => {
    const result = expandDependencyGroup(groups, name);
    const actual = result.ok
      ? [...new Set(result.requirements.map(({ requirement }) => formatRequirement(requirement)))]
      : null;
    return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ groups, name, expected, result }];
  });
  expect(differences).toEqual([]);
});
