import { describe, expect, it } from 'vitest';
import { PROFILE_DEFAULTS, type Profile, PYPI_URL } from '../../../contract/profile';
import { NO_RULES, type Rules } from '../../../contract/rules';
import { parseTargetId } from '../../../contract/target-presets';
import { importInput } from '../import-input';
import { parsePythonConfig } from '../python-config-parser';
import { exportBandersnatch } from './export-bandersnatch';

const profile = (changes: Partial<Profile>): Profile => ({
  version: 1,
  upstreamUrl: PYPI_URL,
  allowlist: 'requests>=2.31\nflask\n',
  ...PROFILE_DEFAULTS,
  ...changes,
});
const run = (changes: Partial<Profile>) => exportBandersnatch(profile(changes), { directory: '/srv/pypi' });
const effects = ({ notes }: ReturnType<typeof run>) =>
  notes.map(({ effect, place }) => `${place}: ${effect}`);

async function importBack(text: string): Promise<Profile> {
  const { report } = await importInput({
    source: { name: 'bandersnatch.conf', content: Buffer.from(text), folder: null },
    profile: profile({ upstreamUrl: 'https://other.example/simple/', allowlist: '' }),
    choices: null,
    readFile: async () => null,
    listFolder: async () => [],
    environmentVariable: () => null,
    signal: new AbortController().signal,
  });
  expect(report.notes.filter(({ effect }) => effect === 'error' || effect === 'warning')).toEqual([]);
  return report.profile;
}

/** Every rule that bandersnatch has a filter for. */
const EVERY_FILTER: Partial<Rules> = {
  blocklist: 'ctx\nflask<2\n',
  projectPatterns: ['.+-nightly$', '(?P<a>x)\\z'],
  releasePatterns: ['.+\\.post\\d+$', '100%'],
  dropPrereleases: ['flask'],
  excludedPlatforms: ['windows', 'py3.8', 'win_arm64'],
  newestVersions: 3,
  newestBy: 'version',
  metadata: [
    {
      kind: 'regex',
      level: 'project',
      path: 'info.license',
      match: 'all',
      nullsMatch: false,
      patterns: ['MIT.*', '.*#.*'],
    },
    {
      kind: 'regex',
      level: 'file',
      path: 'release_file.packagetype',
      match: 'none',
      nullsMatch: true,
      patterns: ['sdist'],
    },
    {
      kind: 'version-range',
      level: 'project',
      path: 'info.requires_python',
      nullsMatch: true,
      versions: ['3.10'],
    },
    {
      kind: 'version-range',
      level: 'file',
      path: 'release_file.requires_python',
      nullsMatch: false,
      versions: ['3.10', '3.12'],
    },
  ],
  maxProjectSizeBytes: 3 * 1024 ** 3,
  minVersions: 2,
  maxVersions: 100,
  exemptListedProjects: true,
};

describe('a profile as a bandersnatch.conf', () => {
  it('has the upstream, the list and the filters', () => {
    const { text } = run({ options: { ...PROFILE_DEFAULTS.options, prereleases: 'always' } });
    expect(text).toBe(`; Written by Sandgrouse for bandersnatch 8.
[mirror]
directory = /srv/pypi
master = https://pypi.org
workers = 10
json = false

[plugins]
enabled =
    allowlist_project
    allowlist_release

[allowlist]
packages =
    requests>=2.31
    flask
`);
  });

  it.each<Partial<Profile>>([
    {},
    { rules: { ...NO_RULES, ...EVERY_FILTER } },
    { rules: { ...NO_RULES, dropPrereleases: 'all', newestVersions: 2, newestBy: 'upload-time' } },
    { upstreamUrl: 'https://index.example/a%20b/simple/' },
    { allowlist: 'a[x]>=1,<2\na==0.5\nb~=1.4\nc===odd%text\n' },
  ])('comes back the same: %j', async (changes) => {
    const before = profile({
      ...changes,
      options: { ...PROFILE_DEFAULTS.options, prereleases: 'always' },
      rules: { ...NO_RULES, ...changes.rules, yanked: 'always' },
    });
    const after = await importBack(exportBandersnatch(before, { directory: '/srv/pypi' }).text);
    expect(after.allowlist.replace(/^#.*\n/, '')).toBe(before.allowlist.replace('>=1,<2', '<2,>=1'));
    expect({ ...after, allowlist: '' }).toEqual({ ...before, allowlist: '' });
  });

  it('puts constraints into the lines, and takes markers and hashes off', () => {
    const exported = run({
      allowlist: `requests>=2.31; sys_platform == "win32"\nflask --hash=sha256:${'a'.repeat(64)}\n`,
      constraints: 'requests<3\nflask!=3.0.1\nother<1\n',
    });
    expect(exported.text).toContain('    requests<3,>=2.31\n    flask!=3.0.1\n');
    expect(
      effects(exported).filter((line) => line.startsWith('allowlist') || line.startsWith('constraints')),
    ).toEqual(['allowlist: taken', 'allowlist: changed', 'allowlist: changed', 'constraints: changed']);
  });

  it('says what cannot be said there', () => {
    const target = parseTargetId('linux-x86_64-cp312');
    const exported = run({
      upstreamUrl: 'file:///srv/index/',
      allowlist: '',
      targets: target === null ? [] : [target],
      closure: { mode: 'resolved', newestVersions: 1, bootstrap: true },
      locks: [{ path: 'locks/uv.lock', files: 'all' }],
      options: {
        newestVersions: 2,
        distributions: 'wheels-or-sdist',
        prereleases: 'when-asked',
        parallelDownloads: 32,
      },
    });
    expect(effects(exported)).toEqual([
      'upstream: error',
      'parallel-downloads: changed',
      'allowlist: error',
      'newest-versions: changed',
      'prereleases: taken',
      'distributions: not-applicable',
      'yanked: not-applicable',
      'targets: not-applicable',
      'closure: not-applicable',
      'locks: not-applicable',
    ]);
  });

  it('says which rules it has no filter for', () => {
    const rules: Rules = {
      ...NO_RULES,
      blocklist: `requests --hash=sha256:${'a'.repeat(64)}\n`,
      excludedPlatforms: ['riscv64'],
      newestPerSeries: 1,
      exemptListedVersions: true,
      maxProjectSizeBytes: 1000,
      maxFileSizeBytes: 1000,
      maxMirrorSizeBytes: 1000,
      uploadedAfter: '2020-01-01',
      uploadedBefore: '2026-01-01',
      coolDownDays: 7,
      allowedLicenses: ['MIT'],
      deniedLicenses: ['GPL-3.0-only'],
    };
    const exported = run({ rules });
    expect(effects(exported).filter((line) => line.endsWith('not-applicable'))).toEqual([
      'blocklist: not-applicable',
      'excluded-platforms: not-applicable',
      'max-project-size: not-applicable',
      'yanked: not-applicable',
      'newest-per-series: not-applicable',
      'exempt-listed-versions: not-applicable',
      'max-file-size: not-applicable',
      'max-mirror-size: not-applicable',
      'uploaded-after: not-applicable',
      'uploaded-before: not-applicable',
      'cool-down-days: not-applicable',
      'allowed-licenses: not-applicable',
      'denied-licenses: not-applicable',
    ]);
    expect(exported.text).not.toContain('[blocklist]');
  });

  it('keeps what ConfigParser would take for a comment, for blanks or for a key', async () => {
    const rules: Rules = {
      ...NO_RULES,
      projectPatterns: ['#a', ';b', ' c ', 'd\ne'],
      metadata: [
        {
          kind: 'regex',
          level: 'project',
          path: 'info.project_urls.a=b',
          match: 'any',
          nullsMatch: true,
          patterns: ['x'],
        },
        {
          kind: 'regex',
          level: 'project',
          path: 'info.project_urls.a b',
          match: 'any',
          nullsMatch: true,
          patterns: ['x'],
        },
      ],
    };
    const exported = run({ rules });
    const after = await importBack(exported.text);
    expect(after.rules.projectPatterns).toEqual(['[#]a', '[;]b', '[ ]c[ ]', 'd\\ne']);
    expect(after.rules.metadata.map(({ path }) => path)).toEqual(['info.project_urls.a b']);
    expect(effects(exported)).toContain('metadata: not-applicable');
  });

  it('drops prereleases where no line asks for one', () => {
    const parsed = parsePythonConfig(run({ allowlist: 'requests\nblack>=24.1a1\n' }).text);
    expect(parsed.ok && parsed.config.get('filter_prerelease', 'packages')).toEqual({
      ok: true,
      text: '\nrequests',
    });
  });

  it('refuses an allowlist with faults', () => {
    expect(() => run({ allowlist: 'not a requirement\n' })).toThrow(
      expect.objectContaining({
        problem: expect.objectContaining({ code: 'allowlist-invalid' }) as object,
      }) as Error,
    );
  });
});
