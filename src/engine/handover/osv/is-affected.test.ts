import { describe, expect, it } from 'vitest';
import type { NormalizedName } from '../../../python-packaging/name';
import { requireVersion } from '../../../python-packaging/version';
import { isAffected } from './is-affected';
import type { OsvEvent } from './osv-record';

const PROJECT = 'sand' as NormalizedName;

function range(...words: readonly string[]): readonly OsvEvent[] {
  return words.map((text) => {
    const [kind = '', version = ''] = text.split(' ');
    return { kind: kind as OsvEvent['kind'], version };
  });
}

const inRange = (version: string, ...words: readonly string[]): boolean =>
  isAffected({ project: PROJECT, versions: [], ranges: [range(...words)] }, requireVersion(version));

describe('a range of affected versions', () => {
  it.each([
    ['0.1', ['introduced 0'], true],
    ['1.0', ['introduced 1.0', 'fixed 1.2'], true],
    ['0.9', ['introduced 1.0', 'fixed 1.2'], false],
    ['1.2', ['introduced 1.0', 'fixed 1.2'], false],
    ['1.2rc1', ['introduced 1.0', 'fixed 1.2'], true],
    ['1.2.post1', ['introduced 1.0', 'fixed 1.2'], false],
    ['1.10', ['introduced 1.9', 'fixed 1.11'], true],
    ['1.2', ['introduced 0', 'last_affected 1.2'], true],
    ['1.2.1', ['introduced 0', 'last_affected 1.2'], false],
    ['2.1', ['introduced 0', 'fixed 1.2', 'introduced 2.0', 'fixed 2.2'], true],
    ['1.5', ['introduced 0', 'fixed 1.2', 'introduced 2.0', 'fixed 2.2'], false],
    ['2.1', ['introduced 2.0', 'fixed 2.2', 'introduced 0', 'fixed 1.2'], true],
    ['1!1.0', ['introduced 0', 'fixed 5.0'], false],
    ['1.2+local', ['introduced 0', 'last_affected 1.2'], true],
    ['1.2+local', ['introduced 0', 'fixed 1.2'], false],
    ['3.0', ['introduced 0', 'limit 2.0'], false],
    ['3.0', ['introduced 0', 'limit *'], true],
    ['1.0', [], false],
  ])('has %s in %j: %s', (version, words, expected) => {
    expect(inRange(version, ...words)).toBe(expected);
  });

  it('that nobody can read counts as one that the version lies in', () => {
    expect(inRange('1.0', 'introduced 0', 'fixed the-next-one')).toBe(true);
  });
});

describe('a list of affected versions', () => {
  it('means versions, however they are written', () => {
    const affected = { project: PROJECT, versions: ['1.0.0', '2.0-beta1', 'nonsense'], ranges: [] };
    for (const version of ['1', '1.0', '2.0b1', '1.0+local'])
      expect(isAffected(affected, requireVersion(version))).toBe(true);
    for (const version of ['1.0.1', '2.0']) expect(isAffected(affected, requireVersion(version))).toBe(false);
  });
});
