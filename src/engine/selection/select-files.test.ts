import { describe, expect, it } from 'vitest';
import { DEFAULT_PROFILE_OPTIONS, type ProfileOptions } from '../../contract/profile';
import { NO_RULES, type Rules } from '../../contract/rules';
import { normalizeName } from '../../python-packaging/name';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import { readAllowlist } from '../profile/allowlist';
import { prepareRules } from './rule-chain';
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
  rules: Partial<Rules> = {},
) {
  const name = normalizeName('sand');
  const page: SimpleProject = { name, status, versions: null, files: files.map(toFile) };
  const requirements =
    readAllowlist(lines, 'sandgrouse.toml', { mayBeEmpty: true }).byProject.get(name) ?? [];
  const { kept, leftOut, unmatched, ruledOut } = selectFiles(page, requirements, {
    options: { ...DEFAULT_PROFILE_OPTIONS, ...options },
    rules: prepareRules({ ...NO_RULES, ...rules }, 'sandgrouse.toml'),
    nowMs: 0,
    info: null,
    fitsATarget: null,
  });
  return {
    kept: kept.map((entry) => entry.file.filename),
    why: Object.fromEntries(leftOut.map((entry) => [entry.filename, entry.reason.kind])),
    unmatched: unmatched.map((entry) => entry.text),
    ruledOut: ruledOut.map((entry) => entry.text),
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

  it('selects nothing by an empty allowlist, or by one of other projects', () => {
    expect(select([wheel('1.0')], '').kept).toEqual([]);
    expect(select([wheel('1.0')], 'stone').kept).toEqual([]);
  });

  it('admits by a line with hashes the files that have one of them', () => {
    const sha256 = 'ab'.repeat(32);
    const hashed = { ...file(wheel('1.0')), hashes: { sha256 } };
    const { kept, why } = select([hashed, sdist('1.0')], `sand==1.0 --hash=sha256:${sha256}`);
    expect(kept).toEqual([wheel('1.0')]);
    expect(why).toEqual({ [sdist('1.0')]: 'hash-not-listed' });
  });
});

describe('rules over the files of a project', () => {
  const rule = (files: readonly (string | SimpleFile)[], lines: string, rules: Partial<Rules>) =>
    select(files, lines, {}, null, rules);

  it('drop what the allowlist admits, before the newest versions are counted', () => {
    const files = [wheel('1.0'), wheel('1.1'), wheel('2.0')];
    const { kept, why } = select(files, 'sand<2', { newestVersions: 1 }, null, { blocklist: 'sand==1.1' });
    expect(kept).toEqual([wheel('1.0')]);
    expect(why).toEqual({ [wheel('1.1')]: 'blocklisted', [wheel('2.0')]: 'outside-specifier' });
    expect(rule(files, 'sand<2', { newestVersions: 1 }).kept).toEqual([wheel('1.1')]);
  });

  it('are told apart from an index that has nothing', () => {
    expect(rule([wheel('1.0')], 'sand\nsand>5', { blocklist: 'sand' })).toMatchObject({
      kept: [],
      unmatched: ['sand>5'],
      ruledOut: ['sand'],
    });
  });

  it('leave a yanked version where a line pins it', () => {
    const yanked = { ...file(wheel('1.0')), yanked: { reason: null } };
    expect(rule([yanked], 'sand==1.0.0', {}).kept).toEqual([wheel('1.0')]);
    expect(rule([yanked], 'sand===1.0', {}).kept).toEqual([wheel('1.0')]);
    expect(rule([yanked], 'sand==1.*', {}).why).toEqual({ [wheel('1.0')]: 'yanked' });
  });

  it('leave releases alone whose versions are listed, where that is asked for', () => {
    const files = [wheel('1.0'), wheel('2.0')];
    const rules = { exemptListedVersions: true, newestVersions: 1 };
    expect(rule(files, 'sand<3', rules).kept).toEqual(files);
    expect(rule(files, 'sand', rules).kept).toEqual([wheel('2.0')]);
  });
});
