import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parsePylock } from '../pylock';

interface Table {
  readonly cases: readonly (readonly [unknown, unknown])[];
}

const { cases } = JSON.parse(readFileSync(new URL('./pylock.json', import.meta.url), 'utf8')) as Table;

it('reads every lock file as packaging does', () => {
  const differences = cases.flatMap(([lock, expected]) => {
    const result = parsePylock(lock);
    const actual = result.ok
      ? result.lock.packages.map(({ name, wheels, sdist }) => [
          name,
          wheels.map((wheel) => wheel.filename),
          sdist?.filename ?? null,
        ])
      : null;
    return JSON.stringify(actual) === JSON.stringify(expected) ? [] : [{ lock, expected, result }];
  });
  expect(cases.length).toBeGreaterThan(1000);
  expect(differences).toEqual([]);
});
