import { describe, expect, it } from 'vitest';
import { DEFAULT_PROFILE_OPTIONS, type ProfileOptions } from '../../contract/profile';
import { normalizeName } from '../../python-packaging/name';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import { readAllowlist } from '../profile/allowlist';
import { selectFiles } from './select-files';

const file = (filename: string): SimpleFile => ({
  filename,
  url: `https://files.example/${filename}`,
  hashes: {},
  requiresPython: null,
  yanked: false,
  sizeBytes: 1,
  uploadTime: null,
  coreMetadata: false,
});

const toFile = (entry: string | SimpleFile): SimpleFile => (typeof entry === 'string' ? file(entry) : entry);

const wheel = (version: string): string => `sand-${version}-py3-none-any.whl`;
const sdist = (version: string): string => `sand-${version}.tar.gz`;

function select(
  files: readonly (string | SimpleFile)[],
  lines: string,
  options: Partial<ProfileOptions> = {},
  status: SimpleProject['status'] = null,
) {
  const name = normalizeName('sand');
  const page: SimpleProject = { name, status, versions: null, files: files.map(toFile) };
  const requirements = readAllowlist(lines, 'sandgrouse.toml').byProject.get(name) ?? [];
  const { kept, leftOut, unmatched } = selectFiles(page, requirements, {
    ...DEFAULT_PROFILE_OPTIONS,
    ...options,
  });
  return {
    kept: kept.map((entry) => entry.file.filename),
    why: Object.fromEntries(leftOut.map((entry) => [entry.filename, entry.reason.kind])),
    unmatched: unmatched.map((entry) => entry.text),
  };
}

describe('selecting the files of a project', () => {
  it('keeps what any line admits, in the order of the page', () => {
    const { kept, why } = select([wheel('1.0'), wheel('2.0'), wheel('3.0')], 'sand<2\nsand>=3');
    expect(kept).toEqual([wheel('1.0'), wheel('3.0')]);
    expect(why).toEqual({ [wheel('2.0')]: 'outside-specifier' });
  });

  it('says which requirement nothing answers, though another one is answered', () => {
    expect(select([wheel('1.0')], 'sand\nsand>5').unmatched).toEqual(['sand>5']);
  });

  it('leaves prereleases out unless a line asks for one, nothing else is there, or the profile wants them', () => {
    const both = [wheel('1.0'), wheel('2.0rc1')];
    expect(select(both, 'sand').why).toEqual({ [wheel('2.0rc1')]: 'prerelease' });
    expect(select(both, 'sand>=2.0rc1').kept).toEqual([wheel('2.0rc1')]);
    expect(select([wheel('2.0rc1')], 'sand').kept).toEqual([wheel('2.0rc1')]);
    expect(select(both, 'sand', { prereleases: 'always' }).kept).toEqual(both);
  });

  it('counts the newest versions over what the other rules left', () => {
    const names = [wheel('1.0'), sdist('1.0'), wheel('1.0.1'), sdist('3.0'), wheel('25.0')];
    const { kept, why } = select(names, 'sand<25', { newestVersions: 1, distributions: 'wheels' });
    expect(kept).toEqual([wheel('1.0.1')]);
    expect(why).toEqual({
      [wheel('1.0')]: 'older-than-newest',
      [sdist('1.0')]: 'not-a-wheel',
      [sdist('3.0')]: 'not-a-wheel',
      [wheel('25.0')]: 'outside-specifier',
    });
  });

  it('holds 1.0 and 1.0.0 to be one version', () => {
    const names = [wheel('1.0'), sdist('1.0.0'), wheel('0.9')];
    expect(select(names, 'sand', { newestVersions: 1 }).kept).toEqual([wheel('1.0'), sdist('1.0.0')]);
    expect(select(names, 'sand', { distributions: 'wheels-or-sdist' }).why).toEqual({
      [sdist('1.0.0')]: 'release-has-wheels',
    });
  });

  it('leaves out what is no distribution, what belongs to another project and what no file may be called', () => {
    const names = ['sand-1.0.exe', 'stone-1.0-py3-none-any.whl', '../sand-1.0.tar.gz', 'sand-x.tar.gz'];
    expect(select(names, 'sand').why).toEqual({
      'sand-1.0.exe': 'unsupported-file-kind',
      'stone-1.0-py3-none-any.whl': 'name-unreadable',
      '../sand-1.0.tar.gz': 'name-refused',
      'sand-x.tar.gz': 'name-unreadable',
    });
  });

  it('takes a file that is listed twice once', () => {
    const { kept, why } = select([wheel('1.0'), wheel('1.0'), wheel('2.0')], 'sand');
    expect(kept).toEqual([wheel('1.0'), wheel('2.0')]);
    expect(why).toEqual({});
  });

  it('knows a file from its hash wherever it lies, and takes the first of two that share a name', () => {
    const offer = (host: string, sha256: string): SimpleFile => ({
      ...file(wheel('1.0')),
      url: `https://${host}/${wheel('1.0')}`,
      hashes: { sha256 },
    });
    const { kept, why } = select([offer('one.example', 'aa'), offer('two.example', 'aa')], 'sand');
    expect(kept).toEqual([wheel('1.0')]);
    expect(why).toEqual({});
    expect(select([offer('one.example', 'aa'), offer('one.example', 'bb')], 'sand')).toMatchObject({
      kept: [wheel('1.0')],
      why: { [wheel('1.0')]: 'name-refused' },
    });
  });

  it('keeps nothing of a quarantined project', () => {
    const { kept, why } = select([wheel('1.0')], 'sand', {}, { status: 'quarantined', reason: 'malware' });
    expect(kept).toEqual([]);
    expect(why).toEqual({ [wheel('1.0')]: 'quarantined' });
  });
});
