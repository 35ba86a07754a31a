import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isLicenseAllowed } from '../license-expression';

interface Table {
  readonly allowed: readonly (readonly string[])[];
  readonly cases: readonly (readonly [string, string | null])[];
}

const table = JSON.parse(readFileSync(new URL('./licenses.json', import.meta.url), 'utf8')) as Table;
const allowed = table.allowed.map((ids) => new Set(ids));

it('reads every license expression as packaging does, and finds what satisfies it', () => {
  const differences = table.cases.filter(([text, expected]) => {
    const verdicts = allowed.map((ids) => isLicenseAllowed(text, ids));
    const actual = verdicts.includes(null) ? null : verdicts.map(Number).join('');
    return actual !== expected;
  });
  expect(table.cases.length).toBeGreaterThan(1000);
  expect(differences).toEqual([]);
});
