import { describe, expect, it } from 'vitest';
import type { ImportNote, ImportReport } from '../../../contract/import-report';
import { PROFILE_DEFAULTS, type Profile, PYPI_URL } from '../../../contract/profile';
import { bringsAnything, groupNotes, keptLockPath, selectedOf, toggleChoice } from './report-groups';

const PROFILE: Profile = { version: 1, upstreamUrl: PYPI_URL, allowlist: '', ...PROFILE_DEFAULTS };

const note = (effect: ImportNote['effect'], message: string): ImportNote => ({
  effect,
  place: 'bandersnatch.conf',
  message,
});

const EMPTY: ImportReport = {
  kind: 'requirements',
  name: 'requirements.txt',
  requirements: [],
  constraints: [],
  choices: [],
  lock: null,
  targets: [],
  notCarried: [],
  notes: [],
  profile: PROFILE,
};

describe('the notes of a report', () => {
  it('stand by their effect, what needs a look first, each group in the order of the file', () => {
    const groups = groupNotes([
      note('taken', 'a'),
      note('error', 'b'),
      note('not-applicable', 'c'),
      note('taken', 'd'),
      note('warning', 'e'),
    ]);
    expect(groups.map(({ effect, notes }) => [effect, notes.map(({ message }) => message)])).toEqual([
      ['error', ['b']],
      ['warning', ['e']],
      ['taken', ['a', 'd']],
      ['not-applicable', ['c']],
    ]);
  });
});

describe('a choice', () => {
  const choices = [
    { kind: 'extra', name: 'docs', selected: true, lines: 2 },
    { kind: 'group', name: 'docs', selected: false, lines: 1 },
    { kind: 'group', name: 'dev', selected: true, lines: 3 },
  ] as const;
  it('is turned on beside the others, and an extra is not the group of the same name', () => {
    expect(selectedOf(toggleChoice(choices, { kind: 'group', name: 'docs' }))).toEqual({
      extras: ['docs'],
      groups: ['docs', 'dev'],
    });
  });
  it('is turned off', () => {
    expect(selectedOf(toggleChoice(choices, { kind: 'group', name: 'dev' }))).toEqual({
      extras: ['docs'],
      groups: [],
    });
  });
});

describe('a report', () => {
  it('brings nothing when all that it asks for comes from elsewhere', () => {
    const notCarried = [{ name: 'dune', reason: 'a git repository', place: 'requirements.txt, line 1' }];
    expect(bringsAnything({ ...EMPTY, notCarried, notes: [note('warning', 'a')] })).toBe(false);
  });
  it('brings something by a lock alone, or by a setting alone', () => {
    expect(bringsAnything({ ...EMPTY, lock: { packages: 1, files: 2 } })).toBe(true);
    expect(bringsAnything({ ...EMPTY, notes: [note('changed', 'a')] })).toBe(true);
  });
  it('keeps its lock behind the locks that the mirror has', () => {
    const locks = ['locks/uv.lock', 'locks/uv-2.lock'].map((path) => ({ path, files: 'targets' as const }));
    expect(keptLockPath({ ...EMPTY, profile: { ...PROFILE, locks } })).toBeNull();
    expect(
      keptLockPath({
        ...EMPTY,
        lock: { packages: 1, files: 1 },
        profile: { ...PROFILE, locks },
      }),
    ).toBe('locks/uv-2.lock');
  });
});
