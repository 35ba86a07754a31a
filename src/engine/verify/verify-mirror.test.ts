import { appendFile, chmod, mkdir, readFile, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sha256 } from '../../../testing/wheel-builder';
import type { Finding, VerifyProgress } from '../../contract/verification';
import { CANCEL, PAUSE } from '../files/interruption';
import { lockMirror } from '../mirror/mirror-lock';
import { findWaitingVerification, readFindings } from '../mirror/verification-records';
import { createVerifiedMirror, type VerifiedMirror } from './testing/verified-mirror';
import type { VerifyMirrorOptions } from './verify-mirror';

let fixture: VerifiedMirror;

beforeEach(async () => {
  fixture = await createVerifiedMirror();
});

afterEach(async () => {
  await fixture.close();
});

const kinds = ({ findings }: { readonly findings: readonly Finding[] }): readonly string[] =>
  findings.map(({ kind }) => kind);

describe('a verification', () => {
  it('reads every byte of a mirror that is whole, and finds nothing', async () => {
    const before = await fixture.mirror.listFiles('web');
    const { findings, filesRead, progress } = await fixture.verified();
    expect(findings).toEqual([]);
    expect(filesRead).toBe(3);
    const files = progress.filter(({ step }) => step === 'check-files');
    expect(files.at(-1)).toMatchObject({ itemsDone: 3, items: 3 });
    expect(files.at(-1)?.bytesDone).toBe(files.at(-1)?.bytes);
    expect(await fixture.mirror.listFiles('web')).toEqual(before);
  });

  it('names a file of which one byte turned, with both hashes', async () => {
    const path = await fixture.pathOf('sand-2.0');
    const right = sha256(await readFile(fixture.web(path)));
    await fixture.flipByte(path);
    const wrong = sha256(await readFile(fixture.web(path)));
    const { size } = await stat(fixture.web(path));
    expect((await fixture.verified()).findings).toEqual([
      {
        kind: 'damaged',
        path,
        project: 'sand',
        expectedSha256: right,
        actualSha256: wrong,
        expectedBytes: size,
        actualBytes: size,
      },
    ]);
  });

  const faults: readonly (readonly [string, () => Promise<unknown>, readonly string[]])[] = [
    ['a file that is gone', async () => rm(fixture.web(await fixture.pathOf('stone-1.0'))), ['missing']],
    [
      'a file that grew',
      async () => appendFile(fixture.web(await fixture.pathOf('stone-1.0')), 'x'),
      ['damaged'],
    ],
    [
      'metadata that is gone',
      async () => rm(fixture.web(`${await fixture.pathOf('stone-1.0')}.metadata`)),
      ['metadata-missing'],
    ],
    [
      'metadata that is another',
      async () => writeFile(fixture.web(`${await fixture.pathOf('stone-1.0')}.metadata`), 'Name: sand\n'),
      ['metadata-damaged'],
    ],
    [
      'a page for people that tells another hash',
      async () => {
        const page = fixture.web('simple/stone/index.html');
        const html = await readFile(page, 'utf8');
        await writeFile(page, html.replace(/sha256=[0-9a-f]{64}/, `sha256=${'0'.repeat(64)}`));
      },
      ['page-wrong'],
    ],
    [
      'a page for people that is gone',
      async () => rm(fixture.web('simple/stone/index.html')),
      ['page-wrong'],
    ],
    [
      'a page that is no JSON, of whose files nothing is said',
      async () => writeFile(fixture.web('simple/stone/index.v1_json'), '{"meta":'),
      ['unreadable'],
    ],
    [
      'a page that nests a thousand deep',
      async () => writeFile(fixture.web('simple/stone/index.v1_json'), '['.repeat(100_000)),
      ['unreadable'],
    ],
    [
      'a page that leads outside',
      async () => {
        for (const name of ['index.v1_json', 'index.html', 'index.v1_html']) {
          const page = fixture.web(`simple/stone/${name}`);
          const text = await readFile(page, 'utf8');
          await writeFile(page, text.replaceAll('../../packages/', '../../../../packages/'));
        }
      },
      ['page-wrong', 'orphaned', 'orphaned'],
    ],
    [
      'a page that is missing from the list of all',
      async () => {
        const page = fixture.web('simple/index.v1_json');
        await writeFile(page, (await readFile(page, 'utf8')).replace('"stone"', '"strange"'));
      },
      ['page-wrong'],
    ],
    [
      'a file that no page lists',
      async () => writeFile(fixture.web('packages/sand-9.tar.gz'), 'x'),
      ['orphaned'],
    ],
    [
      'a leftover with a hidden name',
      async () => writeFile(fixture.web('packages/.x.tmp'), 'x'),
      ['orphaned'],
    ],
  ];
  it.each(faults)('finds %s', async (_what, harm, expected) => {
    await harm();
    expect(kinds(await fixture.verified()).toSorted()).toEqual(expected.toSorted());
  });

  it.skipIf(process.getuid?.() === 0)('tells of a file that may not be read, and goes on', async () => {
    await chmod(fixture.web(await fixture.pathOf('stone-1.0')), 0);
    expect(kinds(await fixture.verified())).toEqual(['unreadable']);
  });

  it('says where the record of a file is wrong, and not the file', async () => {
    const path = await fixture.pathOf('stone-1.0');
    const record = { path, sizeBytes: 1, sha256: '0'.repeat(64) };
    await appendFile(
      join(fixture.mirror.directory, '.sandgrouse/files.jsonl'),
      `\n${JSON.stringify(record)}`,
    );
    expect((await fixture.verified()).findings).toEqual([{ kind: 'record-wrong', path, project: 'stone' }]);
  });

  it('follows no link, neither in place of a file nor of a folder', async () => {
    const path = await fixture.pathOf('stone-1.0');
    const elsewhere = join(fixture.mirror.directory, 'elsewhere');
    await writeFile(elsewhere, await readFile(fixture.web(path)));
    await rm(fixture.web(path));
    await symlink(elsewhere, fixture.web(path));
    await mkdir(join(fixture.mirror.directory, 'outside'));
    await writeFile(join(fixture.mirror.directory, 'outside', 'stone-7.tar.gz'), 'x');
    await symlink(join(fixture.mirror.directory, 'outside'), fixture.web('packages/more'));
    const { findings } = await fixture.verified();
    expect(findings.map(({ kind, path: where }) => `${kind} ${where}`).toSorted()).toEqual(
      ['not-a-file packages/more', `not-a-file ${path}`].toSorted(),
    );
  });

  it('cannot run beside a writer, and says who writes', async () => {
    const lock = await lockMirror(fixture.mirror.directory, 'another');
    expect((await fixture.run()).outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'mirror-in-use', parameters: { program: 'another' } },
    });
    await lock.close();
    expect((await fixture.run()).outcome.kind).toBe('verified');
  });

  it('of a folder that is no mirror says so', async () => {
    expect((await fixture.run({ directory: fixture.web('packages') })).outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'profile-missing' },
    });
  });
});

describe('a verification after a sync that was cut off', () => {
  it('takes finished files that are not listed yet for what they are', async () => {
    await writeFile(fixture.web('packages/sand-9.tar.gz'), 'x');
    const { findings, filesWaiting } = await fixture.verified({ isInterrupted: true });
    expect({ findings, filesWaiting }).toEqual({ findings: [], filesWaiting: 1 });
  });
});

describe('a verification that is stopped', () => {
  /** Aborts as soon as the first file is done. */
  function stopAfterFirstFile(reason: string): Partial<VerifyMirrorOptions> {
    const stop = new AbortController();
    const emit = ({ step, itemsDone }: VerifyProgress): void => {
      if (step === 'check-files' && itemsDone > 0) stop.abort(reason);
    };
    let atMs = 0;
    // Each look at the clock is a second later, so that all progress is told.
    const clock = { now: () => (atMs += 1000) };
    return { emit, clock, signal: stop.signal };
  }

  it('and paused goes on where it was, and reads again what changed meanwhile', async () => {
    expect((await fixture.run(stopAfterFirstFile(PAUSE))).outcome).toEqual({ kind: 'paused' });
    expect(await findWaitingVerification(fixture.mirror.directory)).toBe('full');
    const { findings, filesRead } = await fixture.verified();
    expect(findings).toEqual([]);
    expect(filesRead).toBeLessThan(3);
    expect(await findWaitingVerification(fixture.mirror.directory)).toBe(null);
    expect((await fixture.verified()).filesRead).toBe(3);
  });

  it('and paused sees a file that was replaced since', async () => {
    await fixture.run(stopAfterFirstFile(PAUSE));
    for (const path of ['sand-1.0', 'sand-2.0', 'stone-1.0'])
      await appendFile(fixture.web(await fixture.pathOf(path)), 'x');
    expect(kinds(await fixture.verified())).toEqual(['damaged', 'damaged', 'damaged']);
  });

  it('and given up begins anew', async () => {
    expect((await fixture.run(stopAfterFirstFile(CANCEL))).outcome).toEqual({ kind: 'cancelled' });
    expect(await findWaitingVerification(fixture.mirror.directory)).toBe(null);
    expect((await fixture.verified()).filesRead).toBe(3);
  });
});

describe('a verification of what changed', () => {
  it('believes the record of files that have the time of their upload, and marks of the others', async () => {
    await fixture.verified();
    expect((await fixture.verified({ mode: 'changed' })).filesRead).toBe(0);
  });

  it('reads a file whose time is another, and finds what is wrong with it', async () => {
    await fixture.verified();
    const path = await fixture.pathOf('stone-1.0');
    await fixture.flipByte(path);
    // The byte turned by itself: only reading everything finds that.
    expect(await fixture.verified({ mode: 'changed' })).toMatchObject({ findings: [], filesRead: 0 });
    await utimes(fixture.web(path), new Date(), new Date());
    expect(await fixture.verified({ mode: 'changed' })).toMatchObject({
      findings: [{ kind: 'damaged', path }],
      filesRead: 1,
    });
  });
});

describe('findings', () => {
  it('are all in the records, with the report at their end', async () => {
    await rm(fixture.web(await fixture.pathOf('stone-1.0')));
    await fixture.verified();
    const entries: unknown[] = [];
    for await (const entry of readFindings(fixture.mirror.directory)) entries.push(entry);
    expect(entries).toMatchObject([{ kind: 'missing' }, { mode: 'full', counts: { missing: 1 } }]);
  });
});
