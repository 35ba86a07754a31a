import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { contains, filterBySpecifiers, type PrereleasePolicy, parseSpecifierSet } from '../specifier';
import { requireVersion } from '../version';

interface Table {
  readonly versions: readonly string[];
  readonly cases: readonly (readonly [string, string | null, number?, string?, string?])[];
  readonly filters: readonly (readonly [string, readonly string[], ...(readonly number[])[]])[];
}

const table = JSON.parse(readFileSync(new URL('./specifiers.json', import.meta.url), 'utf8')) as Table;
const versions = table.versions.map(requireVersion);

it('reads every set, and finds every version in it or not, as packaging does', () => {
  const differences: unknown[] = [];
  for (const expected of table.cases) {
    const [text, canonical] = expected;
    const parsed = parseSpecifierSet(text);
    if (!parsed.ok || canonical === null) {
      if (parsed.ok || canonical !== null) differences.push(expected);
      continue;
    }
    const bits = (prereleases: boolean) =>
      versions.map((version) => Number(contains(parsed.specifiers, version, { prereleases }))).join('');
    const { text: written, mentionsPrerelease } = parsed.specifiers;
    const actual = [text, written, Number(mentionsPrerelease), bits(true), bits(false)];
    if (JSON.stringify(actual) !== JSON.stringify(expected)) differences.push({ expected, actual });
  }
  expect(differences).toEqual([]);
});

it('filters lists of versions, and of what is none, as packaging does', () => {
  const policies: readonly PrereleasePolicy[] = ['default', 'admit', 'refuse'];
  const differences: unknown[] = [];
  for (const [text, items, ...expected] of table.filters) {
    const parsed = parseSpecifierSet(text);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const { specifiers } = parsed;
    const numbered = items.map((item, index) => ({ item, index }));
    const actual = policies.map((policy) =>
      filterBySpecifiers(specifiers, numbered, ({ item }) => item, policy).map(({ index }) => index),
    );
    if (JSON.stringify(actual) !== JSON.stringify(expected))
      differences.push({ text, items, expected, actual });
  }
  expect(differences).toEqual([]);
});
