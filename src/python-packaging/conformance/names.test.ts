import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { isNormalizedName, parseProjectName } from '../name';

interface Table {
  readonly cases: readonly (readonly [string, string | null])[];
}

const { cases } = JSON.parse(readFileSync(new URL('./names.json', import.meta.url), 'utf8')) as Table;

it('reads and normalises every name as packaging does', () => {
  expect(cases.filter(([text, normalized]) => parseProjectName(text) !== normalized)).toEqual([]);
});

it('knows a normalised name when it sees one', () => {
  expect(cases.filter(([text, normalized]) => isNormalizedName(text) !== (text === normalized))).toEqual([]);
});
