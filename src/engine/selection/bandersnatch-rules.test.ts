import { describe, expect, it } from 'vitest';
import type { MetadataRule, Rules } from '../../contract/rules';
import { metadataOf, type Offer, type OfferedFile, ruleOver } from './testing/offer';

const wheel = (version: string, tags = 'py3-none-any'): string => `sand-${version}-${tags}.whl`;
const sdist = (version: string): string => `sand-${version}.tar.gz`;

const kept = (files: readonly OfferedFile[], rules: Partial<Rules>, offer: Partial<Offer> = {}) =>
  ruleOver({ files, ...offer }, rules).kept;

describe('blocklist_project', () => {
  it('drops projects that are named without a version, however the name is written', () => {
    const { kept, why } = ruleOver(
      { project: 'sand-grouse', files: ['sand_grouse-1.0-py3-none-any.whl'] },
      { blocklist: '# not these\nstone\nSand.Grouse' },
    );
    expect(kept).toEqual([]);
    expect(why).toEqual({
      'sand_grouse-1.0-py3-none-any.whl': { kind: 'blocklisted', line: 3, requirement: 'Sand.Grouse' },
    });
  });

  it('leaves projects alone of which versions are named', () => {
    expect(kept([wheel('1.0'), wheel('2.0')], { blocklist: 'sand<2' })).toEqual([wheel('2.0')]);
  });
});

describe('blocklist_release', () => {
  it('drops versions inside the specifier, prereleases among them', () => {
    const files = [wheel('1.0'), wheel('2.0rc1'), wheel('2.0'), wheel('3.0')];
    expect(kept(files, { blocklist: 'sand>=1.5,<3' })).toEqual([wheel('1.0'), wheel('3.0')]);
  });

  it('passes over names that hold no version of PEP 440 and judges the others', () => {
    expect(kept(['sand-final.tar.gz', sdist('1.0'), sdist('2.0')], { blocklist: 'sand==1.0' })).toEqual([
      sdist('2.0'),
    ]);
  });

  it('takes hashes, to drop single files of a release', () => {
    const sha256 = 'ab'.repeat(32);
    const files = [{ filename: wheel('1.0'), hashes: { sha256 } }, sdist('1.0')];
    expect(kept(files, { blocklist: `sand --hash=sha256:${sha256}` })).toEqual([sdist('1.0')]);
  });
});

describe('prerelease_release', () => {
  const finals = ['1.0', '1.0.post1', '1.1+local.1'];
  const prereleases = ['1.0a1', '1.0b2', '1.0rc1', '1.1.dev3', '1.0.post1.dev2'];

  it('drops prereleases and development releases', () => {
    const files = [...finals, ...prereleases].map((version) => wheel(version));
    expect(kept(files, { dropPrereleases: 'all' })).toEqual(finals.map((version) => wheel(version)));
  });

  it('knows every spelling of them', () => {
    const files = ['1.0c1', '1.0a', '1.0-preview1', '1.0.beta', '1.0_rc.2', '1.0dev', '1.0alpha1'].map(sdist);
    expect(kept([...files, sdist('1.0')], { dropPrereleases: 'all' })).toEqual([sdist('1.0')]);
  });

  it('holds for the projects that are named, however they are written, and for no other', () => {
    const files = [wheel('1.0'), wheel('2.0a1')];
    expect(kept(files, { dropPrereleases: ['Sand'] })).toEqual([wheel('1.0')]);
    expect(kept(files, { dropPrereleases: ['stone'] })).toEqual(files);
    expect(kept(files, { dropPrereleases: [] })).toEqual(files);
  });
});

describe('regex_project and regex_release', () => {
  it('drop what matches from the left', () => {
    expect(kept([wheel('1.0')], { projectPatterns: ['stone', 'sa.d$'] })).toEqual([]);
    expect(kept([wheel('1.0')], { projectPatterns: ['and'] })).toEqual([wheel('1.0')]);
    const files = [wheel('1.0'), wheel('1.0.post1'), wheel('2.1.0')];
    expect(kept(files, { releasePatterns: ['.+post', '1\\.0\\Z'] })).toEqual([wheel('2.1.0')]);
  });

  it('see a version as upstream writes it, too', () => {
    const offer = { versions: ['1.0', '1.1-beta1'] };
    const files = [wheel('1.0'), wheel('1.1b1')];
    expect(kept(files, { releasePatterns: ['.+-beta'] }, offer)).toEqual([wheel('1.0')]);
    expect(kept(files, { releasePatterns: ['.+b1'] }, offer)).toEqual([wheel('1.0')]);
  });
});

describe('latest_release', () => {
  const versions = ['1.9', '1.10', '2.0'].map((version) => wheel(version));

  it('keeps the newest by version', () => {
    expect(kept(versions, { newestVersions: 2 })).toEqual([wheel('1.10'), wheel('2.0')]);
    expect(ruleOver({ files: versions }, { newestVersions: 2 }).why[wheel('1.9')]).toEqual({
      kind: 'not-newest',
      newestVersions: 2,
      by: 'version',
    });
    expect(kept(versions, { newestVersions: 5 })).toEqual(versions);
  });

  it('keeps the newest by time, and in the place of the oldest of them what is current upstream', () => {
    const files = [
      { filename: wheel('1.9'), uploadTime: '2025-05-01T00:00:00Z' },
      { filename: wheel('1.10'), uploadTime: '2025-06-01T00:00:00Z' },
      { filename: wheel('2.0'), uploadTime: '2025-01-01T00:00:00Z' },
      { filename: wheel('1.8'), uploadTime: null },
    ];
    const newest = { newestBy: 'upload-time', newestVersions: 2 } as const;
    expect(kept(files, newest)).toEqual([wheel('1.10'), wheel('2.0')]);
    expect(kept(files, { ...newest, newestVersions: 3 })).toEqual([
      wheel('1.9'),
      wheel('1.10'),
      wheel('2.0'),
    ]);
  });

  it('counts a release from its first file on', () => {
    const files = [
      { filename: sdist('1.0'), uploadTime: '2025-01-01T00:00:00Z' },
      { filename: wheel('1.0'), uploadTime: '2025-12-01T00:00:00Z' },
      { filename: wheel('0.9.1'), uploadTime: '2025-06-01T00:00:00Z' },
      { filename: wheel('1.1'), uploadTime: '2025-07-01T00:00:00Z' },
    ];
    expect(kept(files, { newestBy: 'upload-time', newestVersions: 2 })).toEqual([
      wheel('0.9.1'),
      wheel('1.1'),
    ]);
  });

  it('takes a final release for the current one, while there is one', () => {
    const files = [wheel('1.0'), wheel('2.0a1')];
    expect(kept(files, { newestVersions: 1 })).toEqual([wheel('1.0')]);
    expect(kept([wheel('2.0a1'), wheel('2.0a2')], { newestVersions: 1 })).toEqual([wheel('2.0a2')]);
    const yanked = { filename: wheel('2.0'), yanked: { reason: null } };
    expect(kept([wheel('1.0'), yanked], { newestVersions: 1, yanked: 'always' })).toEqual([wheel('1.0')]);
  });

  it('counts over what the other rules left', () => {
    expect(kept(versions, { newestVersions: 1, blocklist: 'sand>=2' })).toEqual([wheel('1.10')]);
  });
});

describe('exclude_platform', () => {
  const platforms = {
    windows: ['win32', 'win_amd64', 'win_arm64'],
    macos: ['macosx_11_0_arm64', 'macosx_10_9_universal2'],
    freebsd: ['freebsd_14_0_release_amd64'],
    linux: [
      'linux_armv7l',
      'manylinux1_i686',
      'manylinux2014_x86_64',
      'manylinux_2_17_x86_64.manylinux2014_x86_64',
      'manylinux_2_39_riscv64',
      'manylinux_2_38_loongarch64',
      'musllinux_1_2_riscv64',
    ],
  };
  const wheels = Object.values(platforms)
    .flat()
    .map((platform) => wheel('1.0', `cp312-cp312-${platform}`));
  const others = [wheel('1.0'), sdist('1.0')];

  it.each(Object.entries(platforms))(
    'drops wheels for %s, on every processor, and nothing else',
    (word, own) => {
      const dropped = own.map((platform) => wheel('1.0', `cp312-cp312-${platform}`));
      const { kept, why } = ruleOver({ files: [...wheels, ...others] }, { excludedPlatforms: [word] });
      expect(Object.keys(why).sort()).toEqual([...dropped].sort());
      expect(kept).toEqual(expect.arrayContaining(others));
      expect(why[dropped[0] ?? '']).toEqual({ kind: 'platform-excluded', platforms: [word] });
    },
  );

  it('keeps a wheel that serves another system as well', () => {
    const both = wheel('1.0', 'py3-none-win_amd64.macosx_11_0_arm64');
    expect(kept([both], { excludedPlatforms: ['windows'] })).toEqual([both]);
    expect(kept([both], { excludedPlatforms: ['windows', 'macos'] })).toEqual([]);
  });

  it('drops wheels for a Python, and keeps those that later ones install as well', () => {
    const files = [
      wheel('1.0', 'cp39-cp39-win_amd64'),
      wheel('1.0', 'pp39-pypy39_pp73-win_amd64'),
      wheel('1.0', 'cp39-abi3-win_amd64'),
      wheel('1.0', 'py39-none-any'),
      wheel('1.0', 'cp310-cp310-win_amd64'),
      sdist('1.0'),
    ];
    expect(kept(files, { excludedPlatforms: ['py3.9'] })).toEqual(files.slice(2));
    expect(kept(files, { excludedPlatforms: ['py3.1', 'py3.10'] })).not.toContain(files[4]);
    expect(kept(files, { excludedPlatforms: ['py3.1'] })).toEqual(files);
    expect(kept(files, { excludedPlatforms: ['py3'] })).toEqual([sdist('1.0')]);
  });

  it('drops what is for Python 2 alone', () => {
    const both = wheel('1.0', 'py2.py3-none-any');
    const files = [both, wheel('1.0', 'py2-none-any'), wheel('1.0', 'cp27-cp27mu-manylinux1_x86_64')];
    expect(kept(files, { excludedPlatforms: ['py2'] })).toEqual([both]);
    expect(kept(files, { excludedPlatforms: ['py2.7'] })).toEqual(files.slice(0, 2));
    expect(kept(files, { excludedPlatforms: ['py2', 'py3'] })).toEqual([]);
  });

  it('takes one tag by itself, and a family of tags', () => {
    expect(kept(wheels, { excludedPlatforms: ['win_arm64', '.win32'] })).toEqual(
      wheels.filter((name) => !/win_arm64|win32/.test(name)),
    );
    expect(kept(wheels, { excludedPlatforms: ['musllinux', '-manylinux_'] })).toEqual(
      wheels.filter((name) => !/musllinux|manylinux_2_3/.test(name)),
    );
  });
});

const regex = (rule: Partial<Extract<MetadataRule, { kind: 'regex' }>>): Partial<Rules> => ({
  metadata: [
    {
      kind: 'regex',
      level: 'project',
      path: 'info.classifiers',
      match: 'any',
      nullsMatch: true,
      patterns: ['.*Python :: 3', '.*OS Independent'],
      ...rule,
    },
  ],
});

describe('regex_project_metadata', () => {
  const python = 'Classifier: Programming Language :: Python :: 3';
  const system = 'Classifier: Operating System :: OS Independent';
  const judge = (lines: readonly string[], rule: Parameters<typeof regex>[0]) =>
    kept([wheel('1.0')], regex(rule), { info: metadataOf(lines) }).length === 1;

  it('keeps projects by any, all or none of the patterns', () => {
    expect([judge([python], {}), judge([], { nullsMatch: false })]).toEqual([true, false]);
    expect(judge(['Classifier: Topic :: Sand'], {})).toBe(false);
    expect([judge([python], { match: 'all' }), judge([python, system], { match: 'all' })]).toEqual([
      false,
      true,
    ]);
    expect([
      judge([python], { match: 'none' }),
      judge(['Classifier: Topic :: Sand'], { match: 'none' }),
    ]).toEqual([false, true]);
  });

  it('keeps what has no value unless it says not-null, with none too', () => {
    for (const match of ['any', 'all', 'none'] as const) {
      expect([judge([], { match }), judge([], { match, nullsMatch: false })]).toEqual([true, false]);
    }
  });

  it('reads single fields, the description and the addresses by their labels', () => {
    const lines = [
      'Author-Email: Jo <jo@sand.example>',
      'Project-URL: Source Code, https://code.example/sand',
    ];
    expect(judge(lines, { path: 'info.author_email', patterns: ['.*@sand\\.'] })).toBe(true);
    expect(judge(lines, { path: 'info.project_urls.Source Code', patterns: ['https://code'] })).toBe(true);
    expect(judge(lines, { path: 'info.project_urls.Docs', patterns: ['x'], nullsMatch: false })).toBe(false);
    const info = metadataOf([], 'A bird\nof the desert.');
    expect(
      kept([wheel('1.0')], regex({ path: 'info.description', patterns: ['A bird$'] }), { info }),
    ).toEqual([]);
  });

  it('says what was there instead', () => {
    const info = metadataOf(['Classifier: Topic :: Sand']);
    expect(ruleOver({ files: [wheel('1.0')], info }, regex({})).why[wheel('1.0')]).toEqual({
      kind: 'metadata-unmatched',
      level: 'project',
      path: 'info.classifiers',
      value: 'Topic :: Sand',
    });
  });

  it('drops a project whose metadata could not be had', () => {
    expect(ruleOver({ files: [wheel('1.0')], info: null }, regex({})).why[wheel('1.0')]).toEqual({
      kind: 'metadata-unread',
      needed: ['info.classifiers'],
    });
  });
});

describe('regex_release_file_metadata', () => {
  it('keeps files by what upstream says of them', () => {
    const files = [wheel('1.0'), sdist('1.0'), { filename: wheel('2.0'), requiresPython: '>=3.9' }];
    const judge = (path: string, pattern: string) =>
      kept(files, regex({ level: 'file', path, patterns: [pattern] }));
    expect(judge('release_file.packagetype', 'sdist')).toEqual([sdist('1.0')]);
    expect(judge('release_file.filename', '.*whl$')).toEqual([wheel('1.0'), wheel('2.0')]);
    expect(judge('release', '2\\.')).toEqual([wheel('2.0')]);
    expect(judge('release_file.requires_python', '<')).toEqual([wheel('1.0'), sdist('1.0')]);
    expect(judge('release_file.upload_time', '2025-01-01T00:00:00$')).toHaveLength(3);
    expect(judge('release_file.size', '1000$')).toHaveLength(3);
  });
});

describe('version_range_release_file_metadata and version_range_project_metadata', () => {
  const range = (
    changes: Partial<Extract<MetadataRule, { kind: 'version-range' }>> = {},
  ): Partial<Rules> => ({
    metadata: [
      {
        kind: 'version-range',
        level: 'file',
        path: 'release_file.requires_python',
        nullsMatch: true,
        versions: ['3.8', '3.9'],
        ...changes,
      },
    ],
  });
  const files = [
    { filename: wheel('1.0'), requiresPython: '>=3.6' },
    { filename: wheel('2.0'), requiresPython: '>=3.9' },
    { filename: wheel('3.0'), requiresPython: '>=3.10' },
    { filename: wheel('4.0'), requiresPython: null },
  ];

  it('keep what admits one of the versions', () => {
    expect(kept(files, range())).toEqual([wheel('1.0'), wheel('2.0'), wheel('4.0')]);
    expect(kept(files, range({ nullsMatch: false }))).toEqual([wheel('1.0'), wheel('2.0')]);
    const project = range({ level: 'project', path: 'info.requires_python' });
    expect(kept([wheel('1.0')], project, { info: metadataOf(['Requires-Python: >=3.9']) })).toHaveLength(1);
    expect(kept([wheel('1.0')], project, { info: metadataOf(['Requires-Python: >=3.10']) })).toEqual([]);
  });

  it('take a specifier that cannot be read for none, and go on', () => {
    const broken = { filename: wheel('5.0'), requiresPython: '>=3.6.*' };
    expect(kept([broken, wheel('6.0')], range())).toEqual([wheel('5.0'), wheel('6.0')]);
    expect(kept([broken], range({ nullsMatch: false }))).toEqual([]);
  });
});

describe('size_project_metadata', () => {
  const files = [
    { filename: wheel('1.0'), sizeBytes: 600 },
    { filename: 'sand-1.0.win32.exe', sizeBytes: 400 },
  ];

  it('drops projects that have more bytes upstream, whatever of them would come', () => {
    expect(kept(files, { maxProjectSizeBytes: 1000 })).toEqual([wheel('1.0')]);
    expect(ruleOver({ files }, { maxProjectSizeBytes: 999 }).why[wheel('1.0')]).toEqual({
      kind: 'project-too-large',
      sizeBytes: 1000,
      limitBytes: 999,
    });
    const twice = [...files, { filename: wheel('2.0'), sizeBytes: 600 }];
    expect(kept(twice, { maxProjectSizeBytes: 1000, blocklist: 'sand==2.0' })).toEqual([]);
  });

  it('spares listed projects where that is asked for', () => {
    const rules = { maxProjectSizeBytes: 999, exemptListedProjects: true };
    expect(kept(files, rules)).toEqual([wheel('1.0')]);
    expect(kept(files, rules, { listing: 'none' })).toEqual([]);
  });

  it('drops a project whose size nobody knows', () => {
    const unknown = [{ filename: wheel('1.0'), sizeBytes: null }];
    expect(ruleOver({ files: unknown }, { maxProjectSizeBytes: 999 }).why[wheel('1.0')]?.kind).toBe(
      'project-size-unknown',
    );
  });
});

describe('versions_count_project_metadata', () => {
  const files = [wheel('1.0'), sdist('1.0'), wheel('2.0')];

  it('drops projects of too few or too many versions', () => {
    expect(kept(files, { minVersions: 2, maxVersions: 2 })).toEqual(files);
    expect(ruleOver({ files }, { minVersions: 3 }).why[wheel('1.0')]).toEqual({
      kind: 'too-few-versions',
      versions: 2,
      minVersions: 3,
    });
    expect(kept(files, { maxVersions: 1 })).toEqual([]);
    expect(kept(files, { maxVersions: 1, exemptListedProjects: true })).toEqual([]);
  });

  it('counts versions without files and such as are not of PEP 440, as upstream does', () => {
    const versions = ['1.0', '2.0', 'final'];
    expect(kept(files, { minVersions: 3 }, { versions })).toEqual(files);
  });
});

describe('project_requirements_pinned', () => {
  const files = [wheel('1.0'), wheel('1.1rc1'), wheel('2.0')];
  const rules: Partial<Rules> = {
    exemptListedVersions: true,
    newestVersions: 1,
    dropPrereleases: 'all',
    releasePatterns: ['1'],
    blocklist: 'sand<2',
  };

  it('lifts the rules on releases where versions are listed, and no others', () => {
    expect(kept(files, rules, { listing: 'versions' })).toEqual(files);
    expect(kept(files, rules, { listing: 'name' })).toEqual([wheel('2.0')]);
    expect(kept(files, { ...rules, blocklist: 'sand' }, { listing: 'versions' })).toEqual([]);
  });
});
