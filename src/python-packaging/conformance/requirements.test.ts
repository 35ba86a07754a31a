import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { formatRequirement, parseRequirement } from '../requirement';

interface Table {
  readonly cases: readonly (readonly [string, string | null])[];
}

const { cases } = JSON.parse(readFileSync(new URL('./requirements.json', import.meta.url), 'utf8')) as Table;

it('reads and writes every requirement as packaging does', () => {
  const differences = cases.flatMap(([text, expected]) => {
    const parsed = parseRequirement(text);
    const actual = parsed.ok ? formatRequirement(parsed.requirement) : null;
    return actual === expected ? [] : [{ text, expected, actual, parsed }];
  });
  expect(differences).toEqual([]);
});

it('places every fault within the text, or right behind it', () => {
  const misplaced = cases.flatMap(([text]) => {
    const parsed = parseRequirement(text);
    if (parsed.ok) return [];
    const { message, start, end } = parsed.error;
    return message !== '' && 0 <= start && start <= end && end <= text.length
      ? []
      : [{ text, ...parsed.error }];
  });
  expect(misplaced).toEqual([]);
});

it('writes requirements that it reads as the same again', () => {
  const differences = cases.filter(([, canonical]) => {
    if (canonical === null) return false;
    const parsed = parseRequirement(canonical);
    return !parsed.ok || formatRequirement(parsed.requirement) !== canonical;
  });
  expect(differences).toEqual([]);
});
