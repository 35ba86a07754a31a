import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compareVersions,
  isPrerelease,
  parseVersion,
  requireVersion,
  shortestText,
  type Version,
} from './version';

const digits = fc.oneof(fc.nat(20).map(String), fc.bigInt(0n, 10n ** 30n).map(String));
const separator = fc.constantFrom('', '.', '-', '_');

/** Any spelling that PEP 440 admits. */
const spelling = fc
  .record({
    epoch: fc.option(digits, { nil: null }),
    release: fc.array(digits, { minLength: 1, maxLength: 4 }),
    pre: fc.option(fc.tuple(separator, fc.constantFrom('a', 'BETA', 'c', 'preview'), separator, digits), {
      nil: null,
    }),
    post: fc.option(fc.tuple(separator, fc.constantFrom('post', 'r', 'REV'), separator, digits), {
      nil: null,
    }),
    dev: fc.option(fc.tuple(separator, fc.constant('dev'), separator, digits), { nil: null }),
    local: fc.option(fc.array(fc.stringMatching(/^[a-zA-Z0-9]{1,4}$/), { minLength: 1, maxLength: 3 }), {
      nil: null,
    }),
  })
  .map(({ epoch, release, pre, post, dev, local }) =>
    [
      epoch === null ? '' : `${epoch}!`,
      release.join('.'),
      ...(pre ?? []),
      ...(post ?? []),
      ...(dev ?? []),
      local === null ? '' : `+${local.join('-')}`,
    ].join(''),
  );

it('reads every spelling, and its canonical text as the same version', () => {
  fc.assert(
    fc.property(spelling, (text) => {
      const version = requireVersion(text);
      expect(requireVersion(version.canonical)).toEqual(version);
    }),
  );
});

it('orders versions so that opposite questions get opposite answers', () => {
  fc.assert(
    fc.property(spelling, spelling, (left, right) => {
      const [one, other] = [requireVersion(left), requireVersion(right)];
      expect(Math.sign(compareVersions(one, other))).toBe(0 - Math.sign(compareVersions(other, one)));
    }),
  );
});

it('holds versions equal exactly when their shortest texts are equal', () => {
  fc.assert(
    fc.property(spelling, fc.nat(3), (text, zeros) => {
      const version = requireVersion(text);
      const longer = requireVersion(text.replace(/^((?:\d+!)?\d+(?:\.\d+)*)/, `$1${'.0'.repeat(zeros)}`));
      expect(compareVersions(version, longer)).toBe(0);
      expect(shortestText(version)).toBe(shortestText(longer));
    }),
  );
});

it('orders the stages of a release as PEP 440 lists them', () => {
  const ordered = [
    '1.dev0',
    '1.0a1.dev1',
    '1.0a1',
    '1.0b2',
    '1.0rc1',
    '1.0',
    '1.0+a',
    '1.0+1',
    '1.0.post1',
    '1.1.dev1',
    '1!0',
  ];
  const sorted = ordered.map(requireVersion).reverse().sort(compareVersions);
  expect(sorted.map((version: Version) => version.canonical)).toEqual(ordered);
});

it('keeps numbers exact that no floating-point number holds', () => {
  expect(requireVersion('1.9007199254740993').release).toEqual([1, 9007199254740993n]);
  expect(compareVersions(requireVersion('9007199254740993'), requireVersion('9007199254740992'))).toBe(1);
});

it('refuses numbers so long that Python does', () => {
  expect(parseVersion(`1.${'9'.repeat(4300)}`)).not.toBeNull();
  expect(parseVersion(`1.${'9'.repeat(4301)}`)).toBeNull();
});

it('takes development releases for prereleases, and post-releases for finals', () => {
  expect(['1.0.dev1', '1.0rc1', '1.0.post1.dev1'].map((text) => isPrerelease(requireVersion(text)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['1.0', '1.0.post1', '1.0+local'].map((text) => isPrerelease(requireVersion(text)))).toEqual([
    false,
    false,
    false,
  ]);
});

it('names what is no version where one is required', () => {
  expect(() => requireVersion('french toast')).toThrow('"french toast" is not a version');
});
