import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** The lists of cases in the tables of what decides which files a target needs. */
const LISTS: Readonly<Record<string, readonly string[]>> = {
  versions: ['cases'],
  specifiers: ['cases', 'filters'],
  requirements: ['cases'],
  markers: ['cases'],
  tags: ['platforms', 'pythons'],
};

it('asks at least 20,000 different things', () => {
  const cases = Object.entries(LISTS).flatMap(([name, lists]) => {
    const text = readFileSync(new URL(`./${name}.json`, import.meta.url), 'utf8');
    const table = JSON.parse(text) as Readonly<Record<string, readonly unknown[]>>;
    return lists.flatMap((list) =>
      (table[list] ?? []).map((entry) => `${name} ${list} ${JSON.stringify(entry)}`),
    );
  });
  expect(new Set(cases).size).toBeGreaterThanOrEqual(20_000);
});
