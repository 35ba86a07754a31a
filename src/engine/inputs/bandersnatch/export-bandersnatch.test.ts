import { describe, expect, it } from 'vitest';
import { PROFILE_DEFAULTS, type Profile, PYPI_URL } from '../../../contract/profile';
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
    { upstreamUrl: 'https://index.example/a%20b/simple/' },
    { allowlist: 'a[x]>=1,<2\na==0.5\nb~=1.4\nc===odd%text\n' },
  ])('comes back the same: %j', async (changes) => {
    const before = profile({ ...changes, options: { ...PROFILE_DEFAULTS.options, prereleases: 'always' } });
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
      'prereleases: changed',
      'distributions: not-applicable',
      'targets: not-applicable',
      'closure: not-applicable',
      'locks: not-applicable',
    ]);
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
