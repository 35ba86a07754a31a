import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { compareVersions, isPrerelease, parseVersion, type Version } from '../version';

interface Table {
  readonly cases: readonly (readonly [string, string | null, number?, number?])[];
}

const { cases } = JSON.parse(readFileSync(new URL('./versions.json', import.meta.url), 'utf8')) as Table;

it('reads, normalises and classifies every text as packaging does', () => {
  const differences = cases.filter(([text, canonical, , prerelease]) => {
    const version = parseVersion(text);
    if (version === null || canonical === null) return (version === null) !== (canonical === null);
    return version.canonical !== canonical || Number(isPrerelease(version)) !== prerelease;
  });
  expect(differences).toEqual([]);
});

it('orders any two versions as packaging does', () => {
  const ranked: (readonly [Version, number])[] = [];
  for (const [text, canonical, rank] of cases) {
    const version = parseVersion(text);
    if (canonical !== null && version !== null && rank !== undefined) ranked.push([version, rank]);
  }
  const differences: string[] = [];
  for (const [left, leftRank] of ranked) {
    for (const [right, rightRank] of ranked) {
      if (Math.sign(compareVersions(left, right)) !== Math.sign(leftRank - rightRank)) {
        differences.push(`${left.canonical} and ${right.canonical}`);
      }
    }
  }
  expect(ranked.length).toBeGreaterThan(3000);
  expect(differences).toEqual([]);
});
