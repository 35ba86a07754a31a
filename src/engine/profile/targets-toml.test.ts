import { describe, expect, it } from 'vitest';
import { problemOf } from '../../contract/problem';
import { PROFILE_DEFAULTS, type Profile } from '../../contract/profile';
import { NO_RULES } from '../../contract/rules';
import type { Target } from '../../contract/target';
import { parseTargetId } from '../../contract/target-presets';
import { parseProfile, renderProfile } from './profile-toml';

function presetOf(id: string): Target {
  const target = parseTargetId(id);
  if (target === null) throw new Error(`"${id}" is no target`);
  return target;
}

const READ_FROM_COMPUTER: Target = {
  ...presetOf('linux-x86_64-cp311'),
  id: 'lab-pc',
  markers: { platform_release: '5.10 "old"', platform_version: '#1 SMP' },
  tags: ['cp311-cp311-manylinux_2_31_x86_64', 'py3-none-any'],
};

const profile: Profile = {
  version: 1,
  upstreamUrl: 'https://pypi.org/simple/',
  allowlist: 'requests\n',
  ...PROFILE_DEFAULTS,
  constraints: 'urllib3<2\n',
  targets: [presetOf('windows-amd64-cp312'), presetOf('macos-arm64-pp311'), READ_FROM_COMPUTER],
  closure: { mode: 'all-matching', newestVersions: null, bootstrap: true },
  locks: [{ path: 'locks/uv.lock', files: 'targets' }],
  rules: {
    ...NO_RULES,
    blocklist: 'evil\nodd "name"<2\n',
    dropPrereleases: ['black'],
    projectPatterns: ['.*-nightly$', '\\\\d+'],
    maxFileSizeBytes: 1_000_000_000,
    coolDownDays: 7,
    metadata: [
      {
        kind: 'regex',
        level: 'project',
        path: 'info.classifiers',
        match: 'any',
        nullsMatch: false,
        patterns: ['Framework :: .*'],
      },
    ],
  },
};

describe('targets in a profile', () => {
  it('come back as they were, short where their id tells them in full', () => {
    const text = renderProfile(profile);
    expect(text).toContain('\n  "windows-amd64-cp312",\n');
    expect(parseProfile(text, 'sandgrouse.toml')).toEqual(profile);
  });

  it('are needed where requirements are followed', () => {
    const text = renderProfile({ ...profile, targets: [] });
    expect(() => parseProfile(text, 'sandgrouse.toml')).toThrow('profile-invalid');
  });

  it.each([
    ['targets = ["amiga-cp312"]', /"amiga-cp312" is no target/],
    ['targets = [7]', /neither a name nor a table/],
    ['targets = "all"', /"targets" is not a list/],
    ['locks = [{ path = "../uv.lock", files = "all" }]', /"locks"/],
    ['[rules]\ncool-down = 3', /unknown key in "rules", "cool-down"/],
    ['[rules]\ncool-down-days = 0', /"rules.cool-down-days"/],
    ['targets = ["windows-amd64-cp312", "windows-amd64-cp312"]', /same id/],
  ])('that are wrong are named: %s', (line, reason) => {
    const text = `version = 1\nupstream = "https://pypi.org/simple/"\nallowlist = ""\n${line}\n`;
    expect(reasonOf(text)).toMatch(reason);
  });
});

function reasonOf(text: string): string {
  try {
    parseProfile(text, 'sandgrouse.toml');
  } catch (error) {
    const problem = problemOf(error);
    if (problem.code === 'profile-invalid') return problem.parameters.reason;
  }
  return 'nothing is wrong';
}
