import { describe, expect, it } from 'vitest';
import { ProblemError } from '../../contract/problem';
import { PROFILE_DEFAULTS, PROFILE_VERSION, type Profile, PYPI_URL } from '../../contract/profile';
import { NO_RULES, type Rules } from '../../contract/rules';
import { parseProfile, renderProfile } from './profile-toml';

const EVERY_RULE: Rules = {
  blocklist: '# "malicious"\nsand<2\nstone  # all of it\n',
  projectPatterns: ['.*-nightly$', 'it\'s \\d+ "quoted"'],
  releasePatterns: ['1\\.0\\Z'],
  dropPrereleases: ['sand', 'stone'],
  excludedPlatforms: ['windows', 'py3.9'],
  newestVersions: 3,
  newestBy: 'upload-time',
  newestPerSeries: 2,
  exemptListedVersions: true,
  metadata: [
    {
      kind: 'regex',
      level: 'project',
      path: 'info.classifiers',
      match: 'none',
      nullsMatch: true,
      patterns: ['.*Python :: 2'],
    },
    {
      kind: 'version-range',
      level: 'file',
      path: 'release_file.requires_python',
      nullsMatch: false,
      versions: ['3.9', '3.10'],
    },
  ],
  maxProjectSizeBytes: 1_073_741_824,
  minVersions: 2,
  maxVersions: 500,
  exemptListedProjects: true,
  maxFileSizeBytes: 1,
  maxMirrorSizeBytes: 2,
  uploadedAfter: '2026-01-01',
  uploadedBefore: '2026-02-01T12:00:00Z',
  coolDownDays: 7,
  coolDownExempt: ['sand'],
  allowedLicenses: ['MIT', 'GPL-2.0-only WITH Classpath-exception-2.0'],
  deniedLicenses: ['AGPL-3.0-only'],
  undeclaredLicenses: 'keep',
  yanked: 'never',
  onlyForTargets: false,
};

const profile = (rules: Rules): Profile => ({
  version: PROFILE_VERSION,
  upstreamUrl: PYPI_URL,
  allowlist: 'sand\n',
  ...PROFILE_DEFAULTS,
  rules,
});

describe('rules in the file of a profile', () => {
  it('come back as they were, every one of them', () => {
    for (const [rule, value] of Object.entries(EVERY_RULE)) {
      expect(value, rule).not.toEqual(NO_RULES[rule as keyof Rules]);
    }
    const text = renderProfile(profile(EVERY_RULE));
    expect(parseProfile(text, 'sandgrouse.toml').rules).toEqual(EVERY_RULE);
  });

  it('are written only where they differ from none, with the blocklist line by line', () => {
    expect(renderProfile(profile(NO_RULES))).not.toContain('[rules]');
    const text = renderProfile(profile({ ...NO_RULES, blocklist: 'sand<2\nstone\n' }));
    expect(text.slice(text.indexOf('[rules]'))).toBe('[rules]\nblocklist = """\nsand<2\nstone\n"""\n');
  });

  it('are named by their key where one cannot be read', () => {
    const read = () => parseProfile(withRules('cool-down-days = 0.5'), 'sandgrouse.toml');
    expect(reasonOf(read)).toMatch(/^"rules\.cool-down-days": /);
  });

  it("have dates in TOML's own notation as well", () => {
    const { rules } = parseProfile(
      withRules('uploaded-after = 2026-01-01\nuploaded-before = 2026-02-01T12:00:00+02:00'),
      'sandgrouse.toml',
    );
    expect(rules).toMatchObject({
      uploadedAfter: '2026-01-01',
      uploadedBefore: '2026-02-01T10:00:00.000Z',
    });
    const local = () => parseProfile(withRules('uploaded-after = 2026-01-01T12:00:00'), 'sandgrouse.toml');
    expect(reasonOf(local)).toMatch(/^"rules\.uploaded-after": /);
  });
});

const withRules = (lines: string): string => `${renderProfile(profile(NO_RULES))}\n[rules]\n${lines}\n`;

function reasonOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof ProblemError && error.problem.code === 'profile-invalid') {
      return error.problem.parameters.reason;
    }
    throw error;
  }
  throw new Error('it was read');
}
