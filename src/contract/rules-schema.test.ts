import { describe, expect, it } from 'vitest';
import { NO_RULES } from './rules';
import { rulesSchema } from './rules-schema';

const isGood = (changes: object): boolean => rulesSchema.safeParse({ ...NO_RULES, ...changes }).success;

describe('the schema of rules', () => {
  it('takes no rules, and refuses keys that it does not know', () => {
    expect(isGood({})).toBe(true);
    expect(isGood({ maxFileSize: 1 })).toBe(false);
  });

  it.each([
    ['2024-02-29', true],
    ['2026-02-29', false],
    ['2026-01-31T12:00Z', true],
    ['2026-01-31T12:00:00', false],
    ['yesterday', false],
  ])('reads %s as a time: %s', (uploadedAfter, good) => {
    expect(isGood({ uploadedAfter })).toBe(good);
  });

  it('refuses limits that leave nothing', () => {
    expect(isGood({ minVersions: 3, maxVersions: 2 })).toBe(false);
    expect(isGood({ uploadedAfter: '2026-01-01', uploadedBefore: '2026-01-01' })).toBe(false);
    expect(isGood({ newestVersions: 0 })).toBe(false);
  });

  it.each([
    ['project', 'info.classifiers', true],
    ['project', 'info.project_urls.Source Code', true],
    ['project', 'info.downloads', false],
    ['project', 'release_file.filename', false],
    ['file', 'release_file.filename', true],
    ['file', 'release_file.digests.sha256', true],
    ['file', 'release_file.digests', false],
    ['file', 'release', true],
    ['file', 'release.x', false],
    ['file', 'classifiers', false],
  ])('knows what rules on a %s can ask for: %s is %s', (level, path, good) => {
    const rule = { kind: 'version-range', level, path, nullsMatch: true, versions: ['3.9'] };
    expect(isGood({ metadata: [rule] })).toBe(good);
  });
});
