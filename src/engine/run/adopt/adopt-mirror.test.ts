import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { BandersnatchMirrorOptions } from '../../../../testing/bandersnatch-mirror/build-mirror';
import { findFaults } from '../../../../testing/mirror-fixture';
import { isWholeAdoption } from '../../../contract/adoption';
import { readProfile } from '../../profile/profile-file';
import { surveyMirror } from './adopt-mirror';
import { createOlderMirror, type OlderMirror, WHEELS } from './testing/older-mirror';

const signal = new AbortController().signal;
const NAMES = ['s', 'sand-castle', 'stone', 'water-skin'];

let mirror: OlderMirror;
const build = async (options: Partial<BandersnatchMirrorOptions> = {}): Promise<OlderMirror> => {
  mirror = await createOlderMirror(options);
  return mirror;
};
const web = (...parts: readonly string[]): string => join(mirror.directory, 'web', ...parts);
const folders = async (): Promise<readonly string[]> =>
  (await readdir(web('simple'), { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();

afterEach(() => mirror.remove());

describe('a mirror made by bandersnatch is adopted without a byte fetched', () => {
  const cases: readonly (readonly [string, Partial<BandersnatchMirrorOptions>])[] = [
    ['version 8', {}],
    ['with leftovers and a sync that was cut off', { leftovers: true, todo: ['stone', 'Not.Yet'] }],
    ['HTML alone', { simpleFormat: 'HTML', legacyJson: 'none', coreMetadata: false }],
    ['HTML and the older JSON', { simpleFormat: 'HTML' }],
    ['JSON alone', { simpleFormat: 'JSON', legacyJson: 'none' }],
    ['pages without hashes', { simpleFormat: 'HTML', legacyJson: 'none', digest: 'none' }],
    ['links to the older JSON, as before 5.3', { legacyJson: 'link', coreMetadata: false }],
    ['folders as authors write names, as before 4.0', { rawFolders: true, coreMetadata: false }],
    ['older versions of pages kept, behind absolute links', { keepIndexVersions: true }],
    ['a hash index', { hashIndex: true }],
    ['a hash index of old', { hashIndex: true, rawFolders: true, legacyJson: 'link' }],
    ['addresses of its server in the pages', { rootUri: 'https://mirror.example/pypi' }],
  ];
  it.each(cases)('%s', async (_what, options) => {
    await build(options);
    const before = await mirror.packages();
    const report = await mirror.adopted();
    expect(report).toMatchObject({ projects: 4, files: 5, profile: 'written', unlistedFiles: 0 });
    expect(isWholeAdoption(report)).toBe(true);
    expect(report.metadataAdded).toBe(options.coreMetadata === false ? 5 : 0);
    expect(report.unconfirmedFiles).toBe(options.digest === 'none' ? 5 : 0);
    expect(await findFaults(web())).toEqual([]);
    expect(await folders()).toEqual(NAMES);
    expect(await mirror.links()).toEqual([]);
    expect(await mirror.syncAndCount()).toEqual({
      fetches: 0,
      outcome: { kind: 'finished', complete: true },
    });
    expect(await mirror.packages()).toEqual(before);
    expect(await findFaults(web())).toEqual([]);
  });

  it('and brings only what upstream has beyond it', async () => {
    await build();
    await mirror.adopted();
    mirror.index.setWheels([...WHEELS, { name: 'stone', version: '1.1' }]);
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 1 });
  });
});

describe('the survey', () => {
  it('tells what is there, and changes nothing', async () => {
    await build({ leftovers: true, todo: ['stone', 'Not.Yet'], keepIndexVersions: true, rawFolders: true });
    await symlink('/etc', web('packages', 'etc'));
    const before = await readdir(mirror.directory, { recursive: true });
    const survey = await surveyMirror({ directory: mirror.directory, emit: () => undefined, signal });
    expect(survey).toMatchObject({
      projects: 4,
      files: 5,
      metadataFiles: 5,
      layout: 'plain',
      movedFolders: { count: 2, examples: ['Sand_Castle', 'Water.Skin'] },
      linksInside: 12,
      linksOutside: { count: 1, examples: ['packages/etc'] },
      leftovers: { count: 8 },
      olderPages: 24,
      serial: 31_415_926,
      unfinished: { count: 2, examples: ['stone', 'Not.Yet'] },
    });
    expect(await readdir(mirror.directory, { recursive: true })).toEqual(before);
  });

  it.each([
    ['without pages', async () => rm(web('simple'), { recursive: true }), 'no folder "web/simple"'],
    [
      'with its files elsewhere',
      async () => {
        await rm(web('packages'), { recursive: true });
        await symlink('/tmp', web('packages'));
      },
      '"web/packages" is a link',
    ],
  ])('refuses a tree %s', async (_what, change, reason) => {
    await build();
    await change();
    expect(await mirror.adopt()).toMatchObject({
      kind: 'failed',
      problem: {
        code: 'adoption-refused',
        parameters: { reason: expect.stringContaining(reason) as unknown },
      },
    });
    expect(await readdir(mirror.directory)).not.toContain('sandgrouse.toml');
  });
});

describe('what a person decides', () => {
  it('leftovers stay, until they may go', async () => {
    await build({ leftovers: true, keepIndexVersions: true });
    expect(await mirror.adopted()).toMatchObject({
      leftoversRemoved: 0,
      survey: { leftovers: { count: 8 } },
    });
    const hidden = async () =>
      (await readdir(web(), { recursive: true })).filter((path) => /(^|[/\\])(\.|versions)/.test(path));
    expect(await hidden()).toHaveLength(8 + 4 + 24);
    expect(await mirror.adopted({ configurationPath: null, removesLeftovers: true })).toMatchObject({
      leftoversRemoved: 32,
      profile: 'kept',
    });
    expect(await hidden()).toEqual([]);
    expect(await findFaults(web())).toEqual([]);
  });

  it('without a configuration the names that are here are the allowlist', async () => {
    await build();
    await mirror.adopted({ configurationPath: null });
    const profile = await readProfile(mirror.directory, { signal });
    expect(profile.allowlist.trim().split('\n').slice(1)).toEqual(NAMES);
    expect(profile).toMatchObject({
      upstreamUrl: 'https://pypi.org/simple/',
      options: { prereleases: 'always', distributions: 'all', newestVersions: null },
    });
  });

  it('a configuration decides, and what it does not ask for is named', async () => {
    await build();
    const text = await readFile(mirror.configurationPath, 'utf8');
    await writeFile(mirror.configurationPath, text.replace('    stone\n', ''));
    const report = await mirror.adopted();
    expect(report.notAskedFor).toEqual({ count: 1, examples: ['stone'] });
    expect(report.notes.length).toBeGreaterThan(3);
    expect((await readProfile(mirror.directory, { signal })).upstreamUrl).toBe(mirror.index.url);
  });

  it('a profile that is there stays, and no configuration goes over it', async () => {
    await build();
    await mirror.adopted();
    expect(await mirror.adopt()).toMatchObject({ kind: 'failed', problem: { code: 'profile-exists' } });
  });
});

describe('what is not as it should be', () => {
  const wheelPath = async (filename: string): Promise<string> => {
    const paths = [...(await mirror.packages()).keys()];
    const path = paths.find((entry) => entry.endsWith(filename));
    if (path === undefined) throw new Error(`no ${filename}`);
    return path;
  };

  it('a damaged, a missing and an unlisted file are told; a sync fetches the first two alone', async () => {
    await build();
    await writeFile(web('packages', await wheelPath('stone-1.0-py3-none-any.whl')), 'dust');
    await rm(web('packages', await wheelPath('sand_castle-1.0-py3-none-any.whl')));
    await writeFile(web('packages', 'letter.txt'), 'dear');
    const report = await mirror.adopted();
    expect(report).toMatchObject({
      files: 3,
      missing: {
        count: 1,
        examples: [{ project: 'sand-castle', filename: 'sand_castle-1.0-py3-none-any.whl' }],
      },
      damaged: { count: 1, examples: [{ project: 'stone' }] },
      unlistedFiles: 1,
    });
    expect(isWholeAdoption(report)).toBe(false);
    expect(await findFaults(web())).toEqual([]);
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 2, outcome: { complete: true } });
    expect(await findFaults(web())).toEqual([]);
  });

  it('addresses that climb, and links that lead out, are followed by nobody', async () => {
    await build({ legacyJson: 'none', simpleFormat: 'JSON' });
    const page = web('simple', 'stone', 'index.v1_json');
    const text = await readFile(page, 'utf8');
    const climbing = text.replace(
      /"url": ?"[^"]*"/,
      '"url":"../../packages/../../secret/stone-1.0-py3-none-any.whl"',
    );
    await writeFile(page, climbing);
    const linked = web('packages', await wheelPath('s-3.0-py3-none-any.whl'));
    const outside = join(mirror.directory, '..', 'outside.whl');
    await writeFile(outside, await readFile(linked));
    await rm(linked);
    await symlink(outside, linked);
    const report = await mirror.adopted();
    expect(report.refused.examples).toEqual([
      { project: 's', filename: 's-3.0-py3-none-any.whl', reason: 'a link leads out of the mirror' },
      { project: 'stone', filename: 'stone-1.0-py3-none-any.whl', reason: 'the path climbs' },
    ]);
    expect(await findFaults(web())).toEqual([]);
  });

  it('a link to a file inside becomes that file', async () => {
    await build();
    const linked = web('packages', await wheelPath('s-3.0-py3-none-any.whl'));
    await mkdir(web('packages', 'store'));
    await writeFile(web('packages', 'store', 'blob'), await readFile(linked));
    await rm(linked);
    await symlink(web('packages', 'store', 'blob'), linked);
    expect(await mirror.adopted()).toMatchObject({ files: 5, unlistedFiles: 0 });
    expect(await mirror.links()).toEqual([]);
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 0 });
  });

  it('two folders of one project become one, and a link between them goes', async () => {
    await build({ rawFolders: true });
    await symlink('Sand_Castle', web('simple', 'sand-castle'));
    await symlink('Sand_Castle', web('simple', 'sand_castle'));
    await mirror.adopted();
    expect(await folders()).toEqual(NAMES);
    expect(await mirror.links()).toEqual([]);
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 0 });
  });

  it('pages of a mirror that was moved are found beside their links', async () => {
    await build({ keepIndexVersions: true, simpleFormat: 'HTML', legacyJson: 'none' });
    for (const name of NAMES) {
      for (const form of ['index.html', 'index.v1_html']) {
        const link = web('simple', name, form);
        await rm(link);
        const [newest] = (await readdir(web('simple', name, 'versions')))
          .filter((entry) => entry.includes('26_2026'))
          .filter((entry) => entry.endsWith(form.slice(5)));
        await symlink(`/was/here/web/simple/${name}/versions/${newest ?? ''}`, link);
      }
    }
    expect(await mirror.adopted()).toMatchObject({
      files: 5,
      survey: { linksInside: 8, linksOutside: { count: 0 } },
    });
    expect(await mirror.links()).toEqual([]);
  });

  it('a project whose pages are torn stays as it is, and the next sync lists it', async () => {
    await build({ legacyJson: 'none', simpleFormat: 'JSON' });
    await writeFile(web('simple', 'stone', 'index.v1_json'), '{"files":');
    expect(await mirror.adopted()).toMatchObject({ files: 4, unread: { count: 1, examples: ['stone'] } });
    expect(await mirror.syncAndCount()).toMatchObject({ fetches: 0, outcome: { complete: true } });
    expect(await findFaults(web())).toEqual([]);
  });
});
