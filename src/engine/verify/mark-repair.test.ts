import { appendFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../testing/wheel-builder';
import { readProfile, saveProfile } from '../profile/profile-file';
import { markRepair } from './mark-repair';
import { createVerifiedMirror, PROGRAM, type VerifiedMirror } from './testing/verified-mirror';

let fixture: VerifiedMirror;

beforeEach(async () => {
  fixture = await createVerifiedMirror();
});

afterEach(async () => {
  await fixture.close();
});

const signal = new AbortController().signal;

describe('a repair', () => {
  const repair = () =>
    markRepair(fixture.mirror.directory, { program: PROGRAM, recordAct: fixture.mirror.recordAct, signal });

  it('lets the next sync fetch what is damaged or missing, once, and the mirror is clean', async () => {
    const damaged = await fixture.pathOf('sand-2.0');
    await fixture.flipByte(damaged);
    await rm(fixture.web(await fixture.pathOf('stone-1.0')));
    await fixture.verified();
    expect(await repair()).toEqual({ files: 2, metadata: 0, pages: 0, orphans: 0, byHand: 0 });
    expect(await readdir(fixture.web('packages'))).not.toEqual([]);
    await expect(stat(fixture.web(damaged))).resolves.toBeDefined();
    fixture.index.forgetRequests();
    expect(await fixture.mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(fixture.index.requests.filter(({ path }) => path.endsWith('.whl'))).toHaveLength(2);
    expect((await fixture.verified()).findings).toEqual([]);
    expect(await fixture.mirror.findFaults()).toEqual([]);
  });

  it('mends pages and metadata', async () => {
    await writeFile(fixture.web(`${await fixture.pathOf('sand-1.0')}.metadata`), 'Name: other\n');
    await rm(fixture.web(`${await fixture.pathOf('stone-1.0')}.metadata`));
    await writeFile(fixture.web('simple/stone/index.html'), 'nothing');
    await rm(fixture.web('simple/sand/index.v1_html'));
    expect(await fixture.verified()).toMatchObject({ findings: { length: 4 } });
    expect(await repair()).toEqual({ files: 0, metadata: 2, pages: 2, orphans: 0, byHand: 0 });
    await fixture.mirror.planAndSync();
    expect((await fixture.verified()).findings).toEqual([]);
  });

  it('mends a page that tells a wrong hash of metadata', async () => {
    for (const name of ['index.v1_json', 'index.html', 'index.v1_html']) {
      const page = fixture.web(`simple/stone/${name}`);
      const metadata = sha256(await readFile(fixture.web(`${await fixture.pathOf('stone-1.0')}.metadata`)));
      await writeFile(page, (await readFile(page, 'utf8')).replaceAll(metadata, '0'.repeat(64)));
    }
    expect(await fixture.verified()).toMatchObject({ findings: [{ kind: 'metadata-damaged' }] });
    await repair();
    await fixture.mirror.planAndSync();
    expect((await fixture.verified()).findings).toEqual([]);
  });

  it('removes orphans by the plan, which shows them, and no other way', async () => {
    for (const name of ['sand-9.tar.gz', 'water-1.0.tar.gz', '.hidden']) {
      await writeFile(fixture.web(`packages/${name}`), 'x');
    }
    await fixture.verified();
    expect(await repair()).toMatchObject({ orphans: 2, byHand: 1 });
    const planned = await fixture.mirror.plan();
    if (planned.kind !== 'planned') throw new Error(planned.kind);
    const { projects, removedProjects } = planned.plan;
    const removals = [
      ...projects.flatMap((project) => project.removals),
      ...removedProjects.flatMap((p) => p.files),
    ];
    expect(removals.map(({ path, reason }) => [path, reason.kind])).toEqual([
      ['packages/sand-9.tar.gz', 'orphaned'],
      ['packages/water-1.0.tar.gz', 'orphaned'],
    ]);
    await fixture.mirror.sync(planned.plan);
    expect((await fixture.verified()).findings).toMatchObject([
      { kind: 'orphaned', path: 'packages/.hidden' },
    ]);
  });

  it('leaves every file alone whose page cannot be read, also where the plan is incomplete', async () => {
    await writeFile(fixture.web('simple/stone/index.v1_json'), 'nothing');
    await writeFile(fixture.web('packages/sand-9.tar.gz'), 'x');
    await fixture.verified();
    await repair();
    await fixture.mirror.setAllowlist('sand\nstone\nnosuchname\n');
    await fixture.mirror.planAndSync();
    expect(await fixture.pathOf('stone-1.0')).toBeDefined();
    expect(await fixture.pathOf('sand-9')).toBeDefined();
  });

  it('of a mirror of everything asks again about what it mends, and about it only once', async () => {
    const { mirror, index } = fixture;
    const profile = await readProfile(mirror.directory, { signal });
    await saveProfile(mirror.directory, { ...profile, allowlist: '', scope: 'everything' }, { signal });
    await mirror.planAndSync();
    await fixture.flipByte(await fixture.pathOf('stone-1.0'));
    await fixture.verified();
    await repair();
    const pagesAsked = () => index.requests.flatMap(({ path }) => /^\/simple\/(.+)\/$/.exec(path)?.[1] ?? []);
    index.forgetRequests();
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(pagesAsked()).toEqual(['stone']);
    expect((await fixture.verified()).findings).toEqual([]);
    index.forgetRequests();
    await mirror.planAndSync();
    expect(pagesAsked()).toEqual([]);
  });

  it('is refused where no verification came to its end', async () => {
    await expect(repair()).rejects.toMatchObject({ problem: { code: 'verification-missing' } });
  });

  it('takes no orders from findings that a stranger wrote', async () => {
    await fixture.verified();
    const records = join(fixture.mirror.directory, '.sandgrouse/verification.jsonl');
    const outside = join(fixture.mirror.directory, 'precious.whl.metadata');
    await writeFile(outside, 'x');
    const finding = {
      kind: 'metadata-damaged',
      path: '../precious.whl.metadata',
      project: 'sand',
      expectedSha256: '',
      actualSha256: '',
      expectedBytes: 1,
      actualBytes: 1,
    };
    const orphan = {
      kind: 'orphaned',
      path: 'packages/../../precious.whl',
      project: null,
      sizeBytes: 1,
      removable: true,
    };
    await appendFile(records, `\n${JSON.stringify({ finding })}\n${JSON.stringify({ finding: orphan })}`);
    await repair();
    await fixture.mirror.planAndSync();
    await expect(stat(outside)).resolves.toBeDefined();
  });
});
