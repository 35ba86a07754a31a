import { describe, expect, it } from 'vitest';
import { noFindings } from '../findings';
import { COMPANY_CONF, LEGACY_CONF, SCIENCE_CONF } from '../testing/bandersnatch-configs';
import { openBandersnatchFile } from './bandersnatch-file';
import { type FilterSettings, readFilterSettings } from './filter-settings';

function read(text: string): { readonly settings: FilterSettings; readonly notes: readonly string[] } {
  const findings = noFindings();
  const settings = readFilterSettings(openBandersnatchFile('bandersnatch.conf', text), findings);
  return { settings, notes: findings.notes.map(({ effect, place }) => `${effect} ${place}`) };
}

const enabled = (...filters: readonly string[]): string =>
  `[plugins]\nenabled =\n  ${filters.join('\n  ')}\n`;

describe('the settings of filters', () => {
  it('are those of the filters that are active', () => {
    const { settings, notes } = read(COMPANY_CONF);
    expect(settings).toEqual({
      blocked: ['ctx', 'django==5.0.*', 'uvicorn<0.20'],
      prereleases: ['django', 'uvicorn'],
      projectPatterns: [],
      releasePatterns: [],
      latest: { keep: 3, sortBy: 'version' },
      platforms: ['windows', 'macos', 'freebsd', 'py2', 'py3.8', 'win_arm64'],
      projectMetadata: [],
      fileMetadata: [],
      projectVersionRanges: [],
      fileVersionRanges: [],
      largestProjectBytes: null,
      versionCount: null,
    });
    expect(notes).toEqual([]);
  });

  it('are patterns, versions and bounds over the metadata', () => {
    expect(read(SCIENCE_CONF).settings).toMatchObject({
      projectPatterns: ['.+-nightly$'],
      releasePatterns: ['.+rc\\d$', '.+alpha\\d$'],
      projectMetadata: [
        {
          match: 'any',
          nullsMatch: true,
          path: 'info.classifiers',
          patterns: ['.*Programming Language :: Python :: 3.*'],
        },
        { match: 'any', nullsMatch: false, path: 'info.license', patterns: ['(BSD|MIT|Apache).*'] },
      ],
      fileMetadata: [
        { match: 'any', path: 'release_file.packagetype', patterns: ['bdist_wheel'] },
        { match: 'none', path: 'release_file.filename', patterns: ['.*-cp2.*'] },
      ],
      projectVersionRanges: [{ nullsMatch: true, path: 'info.requires_python', versions: ['3.10', '3.12'] }],
      fileVersionRanges: [
        { nullsMatch: false, path: 'release_file.requires_python', versions: ['3.10', '3.12'] },
      ],
      largestProjectBytes: 1024 ** 3,
      versionCount: { least: 2, most: 500 },
    });
  });

  it('of a blocklist for projects alone are bare names', () => {
    const { settings, notes } = read(
      `${enabled('blocklist_project')}[blocklist]\npackages =\n  a\n  b==1  # why\n  !\n`,
    );
    expect(settings.blocked).toEqual(['a']);
    expect(notes).toEqual([
      'not-applicable bandersnatch.conf, [blocklist] packages',
      'error bandersnatch.conf, [blocklist] packages',
    ]);
    expect(read(LEGACY_CONF).settings.blocked).toEqual(['example1', 'example2']);
  });

  it('for prereleases without names are for all', () => {
    expect(read(enabled('prerelease_release')).settings.prereleases).toBe('all');
  });

  it('that cannot be read have no effect, and a note', () => {
    const text = `${enabled('all')}[latest_release]\nkeep = many\n[blocklist]\nplatforms = linux solaris\n[size_project_metadata]\nmax_package_size = big\n[versions_count_project_metadata]\nmin_versions = 9\nmax_versions = 3\n[version_range_project_metadata]\ninfo.requires_python = three\n[filter_prerelease]\npackages =\n  a b\n`;
    const { settings, notes } = read(text);
    expect(settings).toMatchObject({
      latest: null,
      platforms: ['linux'],
      largestProjectBytes: null,
      versionCount: null,
      prereleases: [],
    });
    expect(notes.map((line) => line.slice(25)).sort()).toEqual([
      '[blocklist] platforms',
      '[filter_prerelease] packages',
      '[latest_release] keep',
      '[size_project_metadata] max_package_size',
      '[version_range_project_metadata] info.requires_python',
      '[versions_count_project_metadata] min_versions',
    ]);
  });

  it('of sort_by fall back on versions', () => {
    const { settings, notes } = read(
      `${enabled('latest_release')}[latest_release]\nkeep = 2\nsort_by = size\n`,
    );
    expect(settings.latest).toEqual({ keep: 2, sortBy: 'version' });
    expect(notes).toHaveLength(1);
  });
});
