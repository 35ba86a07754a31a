import { describe, expect, it } from 'vitest';
import { PROFILE_DEFAULTS, type Profile, PYPI_URL } from '../../../contract/profile';
import { profileSchema } from '../../../contract/profile-schema';
import { NO_RULES } from '../../../contract/rules';
import { importInput } from '../import-input';
import {
  COMPANY_CONF,
  LEGACY_CONF,
  REQUIREMENTS_CONF,
  SCIENCE_CONF,
  STARTER_CONF,
} from '../testing/bandersnatch-configs';

const HASH = 'a'.repeat(64);
const FILES: Readonly<Record<string, string>> = {
  '/etc/reqs/base.txt': `requests==2.32.5 --hash=sha256:${HASH}\nflask\n-r more.txt\n`,
  '/etc/reqs/more.txt': 'attrs>=25\n',
  '/etc/reqs/team-web.txt': 'flask~=3.0; python_version >= "3.9"\n-e .\n',
  '/etc/reqs/team-data.txt': 'pandas<3\n',
  '/etc/reqs/other.txt': 'never\n',
};
const EMPTY: Profile = {
  version: 1,
  upstreamUrl: 'https://before.example/simple/',
  ...PROFILE_DEFAULTS,
  allowlist: 'gone\n',
};

async function read(text: string, folder: string | null = '/etc', profile = EMPTY) {
  const { report, lockFile } = await importInput({
    source: { name: 'bandersnatch.conf', content: Buffer.from(text), folder },
    profile,
    choices: null,
    readFile: async (path) => (Object.hasOwn(FILES, path) ? Buffer.from(FILES[path] ?? '') : null),
    listFolder: async (path) =>
      Object.keys(FILES)
        .filter((file) => file.startsWith(`${path}/`))
        .map((file) => file.slice(path.length + 1)),
    environmentVariable: () => null,
    signal: new AbortController().signal,
  });
  expect(lockFile).toBeNull();
  expect(profileSchema.safeParse(report.profile).error).toBeUndefined();
  return report;
}

const lines = (text: string): readonly string[] =>
  text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const noteOf = (report: Awaited<ReturnType<typeof read>>, key: string) =>
  report.notes.filter(({ place }) => place === `bandersnatch.conf, ${key}`);

describe('a bandersnatch.conf', () => {
  it.each(['', '# nothing\n', '[metadata]\nname = app\n[options]\ninstall_requires = six\n'])(
    'that is none is refused, for it would ask for everything: %j',
    async (text) => {
      await expect(read(text)).rejects.toMatchObject({
        problem: {
          code: 'input-invalid',
          parameters: { reason: expect.stringContaining('no configuration of bandersnatch') as string },
        },
      });
    },
  );

  it('takes an allowlist of as many lines as fit, and refuses more to say than anybody reads', async () => {
    const names = Array.from({ length: 150_000 }, (_, index) => ` ${index.toString(36)}`).join('\n');
    const head = '[mirror]\nmaster = https://pypi.org\n[plugins]\nenabled = allowlist_project\n';
    const report = await read(`${head}[allowlist]\npackages =\n${names}\n`);
    expect(report.requirements.length).toBe(150_000);
    const sections = Array.from({ length: 10_001 }, (_, index) => `[x${index}]\na = 1\n`).join('');
    await expect(read(head + sections)).rejects.toMatchObject({ problem: { code: 'input-invalid' } });
  });

  it('for starters gives one project of PyPI, and no pin that is commented out', async () => {
    const report = await read(STARTER_CONF);
    expect(report).toMatchObject({ kind: 'bandersnatch', lock: null });
    expect(report.profile).toMatchObject({
      upstreamUrl: PYPI_URL,
      options: { prereleases: 'always', parallelDownloads: 3 },
    });
    expect(lines(report.profile.allowlist)).toEqual(['bandersnatch']);
    expect(report.profile.rules).toEqual({ ...NO_RULES, yanked: 'always' });
    expect(report.notes.filter(({ effect }) => effect === 'error')).toEqual([]);
  });

  it('says first what of the mirror it replaces, and nothing where that is empty', async () => {
    const warnings = async (profile: Profile): Promise<readonly string[]> =>
      (await read(STARTER_CONF, '/etc', profile)).notes.flatMap(({ effect, message }) =>
        effect === 'warning' ? [message] : [],
      );
    expect(await warnings(EMPTY)).toEqual([
      'it stands in the place of what this mirror has: the 1 line of the allowlist will be gone; to keep both, make a mirror of its own for it',
    ]);
    const filled = { ...EMPTY, allowlist: '# a\na\n\n  b\n', rules: { ...NO_RULES, newestVersions: 2 } };
    expect(await warnings(filled)).toEqual([
      'it stands in the place of what this mirror has: the 2 lines of the allowlist and the rules will be gone; to keep both, make a mirror of its own for it',
    ]);
    expect(await warnings({ ...EMPTY, allowlist: '# nothing yet\n' })).toEqual([]);
  });

  it('has a note for every key', async () => {
    for (const text of [STARTER_CONF, COMPANY_CONF, REQUIREMENTS_CONF, SCIENCE_CONF, LEGACY_CONF]) {
      const { notes } = await read(text);
      const places = new Set(notes.map(({ place }) => place));
      let section = '';
      for (const line of text.split('\n')) {
        section = /^\[(.+)\]/.exec(line)?.[1] ?? section;
        const key = /^([^\s;#=][^=]*?) *=/.exec(line)?.[1];
        if (key !== undefined && section !== 'DEFAULT') {
          expect(places).toContain(`bandersnatch.conf, [${section}] ${key}`);
        }
      }
    }
  });

  it('of a company keeps the versions of the list, from the upstream of the company', async () => {
    const report = await read(COMPANY_CONF);
    expect(report.profile.upstreamUrl).toBe('https://nexus.corp.example/repository/pypi/simple/');
    expect(lines(report.profile.allowlist)).toEqual([
      'django<6,>=4.2',
      'djangorestframework',
      'psycopg[binary]>=3.1',
      'uvicorn',
    ]);
    expect(report.profile.rules).toEqual({
      ...NO_RULES,
      yanked: 'always',
      blocklist: 'ctx\ndjango==5.0.*\nuvicorn<0.20\n',
      dropPrereleases: ['django', 'uvicorn'],
      newestVersions: 3,
      newestBy: 'version',
      excludedPlatforms: ['windows', 'macos', 'freebsd', 'py2', 'py3.8', 'win_arm64'],
    });
    expect(noteOf(report, '[latest_release] keep')[0]?.effect).toBe('changed');
    expect(noteOf(report, '[mirror] workers')[0]?.effect).toBe('changed');
    expect(noteOf(report, '[filter_regex] releases')[0]?.effect).toBe('not-applicable');
    expect(noteOf(report, '[mirror] directory')[0]?.effect).toBe('not-applicable');
    expect(noteOf(report, '[mirror] proxy')[0]?.effect).toBe('taken');
    expect(report.profile.network.proxyUrl).toBe('http://proxy.corp.example:3128');
  });

  it('with a copy of the files has it asked first, and alone where it says so', async () => {
    const report = await read(COMPANY_CONF);
    expect(report.profile.network.fileMirror).toEqual({ url: 'https://files.corp.example/', fallback: true });
    expect(noteOf(report, '[mirror] download-mirror').map(({ effect }) => effect)).toEqual(['taken']);
    const alone = await read(
      '[mirror]\ndownload-mirror = https://me:secret@files.example/\ndownload-mirror-no-fallback = yes\n',
    );
    expect(alone.profile.network.fileMirror).toEqual({ url: 'https://files.example/', fallback: false });
    expect(noteOf(alone, '[mirror] download-mirror')[0]?.effect).toBe('changed');
    expect(noteOf(alone, '[mirror] download-mirror-no-fallback')[0]?.effect).toBe('taken');
    expect(JSON.stringify(alone)).not.toContain('secret');
    const wrong = await read('[mirror]\ndownload-mirror = ftp://files.example/\n');
    expect(noteOf(wrong, '[mirror] download-mirror')[0]?.effect).toBe('error');
  });

  it('with a password for its proxy takes the proxy without it, and says so', async () => {
    const report = await read('[mirror]\nproxy = http://ann:secret@proxy.example:3128\n');
    expect(report.profile.network.proxyUrl).toBe('http://proxy.example:3128');
    expect(noteOf(report, '[mirror] proxy')[0]?.effect).toBe('changed');
    expect(JSON.stringify(report)).not.toContain('secret');
  });

  it('with requirements files takes them in full, with patterns, pins and hashes', async () => {
    const report = await read(REQUIREMENTS_CONF);
    expect(report.profile.upstreamUrl).toBe(PYPI_URL);
    expect(lines(report.profile.allowlist)).toEqual([
      `requests==2.32.5 --hash=sha256:${HASH}`,
      'flask',
      'flask~=3.0',
      'attrs>=25',
      'pandas<3',
    ]);
    expect(report.profile.rules).toEqual({
      ...NO_RULES,
      yanked: 'always',
      newestVersions: 1,
      newestBy: 'upload-time',
      exemptListedVersions: true,
    });
    expect(report.notCarried.map(({ name }) => name)).toEqual(['.']);
    expect(noteOf(report, '[allowlist] requirements').map(({ effect }) => effect)).toContain('error');
  });

  it('with requirements files but no filter for pins takes all versions', async () => {
    const report = await read(REQUIREMENTS_CONF.replace('    project_requirements_pinned\n', ''));
    expect(lines(report.profile.allowlist)).toEqual(['requests', 'flask', 'attrs', 'pandas']);
  });

  it('of scientists gives rules over names, versions, metadata, sizes and counts', async () => {
    const { profile } = await read(SCIENCE_CONF);
    expect(lines(profile.allowlist)).toEqual(['numpy', 'scipy', 'torch']);
    expect(profile.rules).toEqual({
      ...NO_RULES,
      yanked: 'always',
      projectPatterns: ['.+-nightly$'],
      releasePatterns: ['.+rc\\d$', '.+alpha\\d$'],
      metadata: [
        {
          kind: 'regex',
          level: 'project',
          match: 'any',
          nullsMatch: true,
          path: 'info.classifiers',
          patterns: ['.*Programming Language :: Python :: 3.*'],
        },
        {
          kind: 'regex',
          level: 'project',
          match: 'any',
          nullsMatch: false,
          path: 'info.license',
          patterns: ['(BSD|MIT|Apache).*'],
        },
        {
          kind: 'regex',
          level: 'file',
          match: 'any',
          nullsMatch: true,
          path: 'release_file.packagetype',
          patterns: ['bdist_wheel'],
        },
        {
          kind: 'regex',
          level: 'file',
          match: 'none',
          nullsMatch: true,
          path: 'release_file.filename',
          patterns: ['.*-cp2.*'],
        },
        {
          kind: 'version-range',
          level: 'project',
          nullsMatch: true,
          path: 'info.requires_python',
          versions: ['3.10', '3.12'],
        },
        {
          kind: 'version-range',
          level: 'file',
          nullsMatch: false,
          path: 'release_file.requires_python',
          versions: ['3.10', '3.12'],
        },
      ],
      maxProjectSizeBytes: 1024 ** 3,
      minVersions: 2,
      maxVersions: 500,
      exemptListedProjects: true,
    });
  });

  it('with patterns that only Python has leaves these out, and says so', async () => {
    const report = await read(
      '[plugins]\nenabled =\n  regex_release\n  regex_project_metadata\n[filter_regex]\nreleases =\n  (?P<n>\\d+)a\\Z\n  (?=a)b\n  (a)\\1\n[regex_project_metadata]\ninfo..odd =\n  x\n',
    );
    expect(report.profile.rules.releasePatterns).toEqual(['(?P<n>\\d+)a\\z']);
    expect(report.profile.rules.metadata).toEqual([]);
    expect(noteOf(report, '[filter_regex] releases').map(({ effect }) => effect)).toEqual([
      'error',
      'error',
      'taken',
    ]);
    expect(
      report.notes.filter(({ effect, place }) => effect === 'error' && place.includes('info..odd')),
    ).toHaveLength(1);
  });

  it('with two allowlists keeps what is in both', async () => {
    const report = await read(
      '[mirror]\n[plugins]\nenabled =\n  allowlist_project\n  project_requirements\n[allowlist]\npackages =\n  Flask<4\n  rich\nrequirements_path = reqs\nrequirements =\n  base.txt\n',
    );
    expect(lines(report.profile.allowlist)).toEqual(['flask']);
  });

  it('without an active allowlist is a mirror of everything, less what the filters drop', async () => {
    const report = await read(
      '[mirror]\ndirectory = /srv/mirror\n[plugins]\nenabled =\n    blocklist_project\n[blocklist]\npackages =\n    evil\n',
    );
    expect(report.profile).toMatchObject({ scope: 'everything', allowlist: '', closure: { mode: 'none' } });
    expect(report.profile.rules.blocklist).toContain('evil');
    expect(noteOf(report, '[plugins] enabled').at(-1)?.message).toMatch(
      /everything, less what the rules drop/,
    );
  });

  it('whose filters are not all understood, without an active allowlist, selects nothing', async () => {
    const report = await read(LEGACY_CONF);
    expect(lines(report.profile.allowlist)).toEqual([]);
    expect(report.profile.scope).toBe('listed');
    expect(noteOf(report, '[allowlist] packages').map(({ effect }) => effect)).toEqual(['error']);
    expect(noteOf(report, '[plugins] enabled').map(({ effect }) => effect)).toEqual([
      'error',
      'taken',
      'error',
      'error',
    ]);
    expect(noteOf(report, '[mirror] wokers')[0]?.effect).toBe('warning');
    expect(noteOf(report, '[mirror] workers')[0]?.effect).toBe('error');
    expect(report.profile.upstreamUrl).toBe('http://old.corp.example/simple/');
  });

  it.each([
    ['[mirror]\nmaster = https://a\nmaster = https://b\n', 'line 3'],
    ['[mirror]\nmaster = %(nothing)s\n', '[mirror] master'],
    ['master = x\n', 'line 1'],
  ])('that ConfigParser would not read is refused with the place: %j', async (text, place) => {
    await expect(read(text)).rejects.toMatchObject({
      problem: { code: 'input-invalid', parameters: { place } },
    });
  });

  it.each(['ftp://x.example', 'not an address', 'https://me:secret@x.example'])(
    'refuses the master "%s" and keeps its upstream',
    async (master) => {
      const report = await read(`[mirror]\nmaster = ${master}\n`);
      expect(report.profile.upstreamUrl).toBe(EMPTY.upstreamUrl);
      expect(noteOf(report, '[mirror] master')[0]?.effect).toBe('error');
      expect(JSON.stringify(report)).not.toContain('secret');
    },
  );
});
