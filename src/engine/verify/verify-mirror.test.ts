import {
  appendFile,
  chmod,
  mkdir,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LyingIndex, startLyingIndex } from '../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../testing/mirror-fixture';
import { sha256 } from '../../../testing/wheel-builder';
import { countFindings, type Finding, type VerifyProgress } from '../../contract/verification';
import { CANCEL, PAUSE } from '../files/interruption';
import { lockMirror } from '../mirror/mirror-lock';
import { findWaitingVerification, readFindings } from '../mirror/verification-records';
import { markRepair } from './mark-repair';
import { type VerifyMirrorOptions, verifyMirror } from './verify-mirror';

const WHEELS = [
  { name: 'sand', version: '1.0', paddingBytes: 300_000 },
  { name: 'sand', version: '2.0', paddingBytes: 600_000 },
  { name: 'stone', version: '1.0', paddingBytes: 100_000 },
];

let index: LyingIndex;
let mirror: MirrorFixture;

beforeEach(async () => {
  index = await startLyingIndex({ wheels: WHEELS });
  mirror = await createMirrorFixture(index.url, 'sand\nstone\n');
  await mirror.planAndSync();
});

afterEach(async () => {
  await index.close();
  await mirror.remove();
});

const program = 'test';
const signal = new AbortController().signal;
const web = (path: string): string => join(mirror.directory, 'web', path);

/** The path of the one file of the tree whose name has this in it, relative to `web`. */
async function pathOf(part: string): Promise<string> {
  const paths = await mirror.listFiles('web');
  const found = paths.filter((path) => path.includes(part) && !path.endsWith('.metadata'));
  if (found.length !== 1) throw new Error(`${found.length} files are called ${part}`);
  return found[0] ?? '';
}

async function flipByte(path: string): Promise<void> {
  const content = await readFile(web(path));
  const middle = content.length >> 1;
  content.writeUInt8(content.readUInt8(middle) ^ 1, middle);
  const { mtime } = await stat(web(path));
  await writeFile(web(path), content);
  await utimes(web(path), mtime, mtime);
}

interface Verified {
  readonly findings: readonly Finding[];
  readonly filesRead: number;
  readonly filesWaiting: number;
  readonly progress: readonly VerifyProgress[];
}

async function run(options: Partial<VerifyMirrorOptions> = {}) {
  const progress: VerifyProgress[] = [];
  const outcome = await verifyMirror({
    directory: mirror.directory,
    mode: 'full',
    program,
    isInterrupted: false,
    clock: mirror.clock,
    emit: (entry) => progress.push(entry),
    found: () => undefined,
    signal,
    ...options,
  });
  return { outcome, progress };
}

async function verified(options: Partial<VerifyMirrorOptions> = {}): Promise<Verified> {
  const { outcome, progress } = await run(options);
  if (outcome.kind !== 'verified') throw new Error(JSON.stringify(outcome));
  const { report, findings } = outcome.summary;
  expect(countFindings(report.counts)).toBe(findings.length);
  return { findings, filesRead: report.filesRead, filesWaiting: report.filesWaiting, progress };
}

const kinds = ({ findings }: Verified): readonly string[] => findings.map(({ kind }) => kind);

describe('a verification', () => {
  it('reads every byte of a mirror that is whole, and finds nothing', async () => {
    const before = await mirror.listFiles('web');
    const { findings, filesRead, progress } = await verified();
    expect(findings).toEqual([]);
    expect(filesRead).toBe(3);
    const files = progress.filter(({ step }) => step === 'check-files');
    expect(files.at(-1)).toMatchObject({ itemsDone: 3, items: 3 });
    expect(files.at(-1)?.bytesDone).toBe(files.at(-1)?.bytes);
    expect(await mirror.listFiles('web')).toEqual(before);
  });

  it('names a file of which one byte turned, with both hashes', async () => {
    const path = await pathOf('sand-2.0');
    const right = sha256(await readFile(web(path)));
    await flipByte(path);
    const wrong = sha256(await readFile(web(path)));
    const { size } = await stat(web(path));
    expect((await verified()).findings).toEqual([
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
    ['a file that is gone', async () => rm(web(await pathOf('stone-1.0'))), ['missing']],
    ['a file that grew', async () => appendFile(web(await pathOf('stone-1.0')), 'x'), ['damaged']],
    [
      'metadata that is gone',
      async () => rm(web(`${await pathOf('stone-1.0')}.metadata`)),
      ['metadata-missing'],
    ],
    [
      'metadata that is another',
      async () => writeFile(web(`${await pathOf('stone-1.0')}.metadata`), 'Name: sand\n'),
      ['metadata-damaged'],
    ],
    [
      'a page for people that tells another hash',
      async () => {
        const page = web('simple/stone/index.html');
        const html = await readFile(page, 'utf8');
        await writeFile(page, html.replace(/sha256=[0-9a-f]{64}/, `sha256=${'0'.repeat(64)}`));
      },
      ['page-wrong'],
    ],
    ['a page for people that is gone', async () => rm(web('simple/stone/index.html')), ['page-wrong']],
    [
      'a page that is no JSON, of whose files nothing is said',
      async () => writeFile(web('simple/stone/index.v1_json'), '{"meta":'),
      ['unreadable'],
    ],
    [
      'a page that nests a thousand deep',
      async () => writeFile(web('simple/stone/index.v1_json'), '['.repeat(100_000)),
      ['unreadable'],
    ],
    [
      'a page that leads outside',
      async () => {
        for (const name of ['index.v1_json', 'index.html', 'index.v1_html']) {
          const page = web(`simple/stone/${name}`);
          const text = await readFile(page, 'utf8');
          await writeFile(page, text.replaceAll('../../packages/', '../../../../packages/'));
        }
      },
      ['page-wrong', 'orphaned', 'orphaned'],
    ],
    [
      'a page that is missing from the list of all',
      async () => {
        const page = web('simple/index.v1_json');
        await writeFile(page, (await readFile(page, 'utf8')).replace('"stone"', '"strange"'));
      },
      ['page-wrong'],
    ],
    ['a file that no page lists', async () => writeFile(web('packages/sand-9.tar.gz'), 'x'), ['orphaned']],
    ['a leftover with a hidden name', async () => writeFile(web('packages/.x.tmp'), 'x'), ['orphaned']],
  ];
  it.each(faults)('finds %s', async (_what, harm, expected) => {
    await harm();
    expect(kinds(await verified()).toSorted()).toEqual(expected.toSorted());
  });

  it.skipIf(process.getuid?.() === 0)('tells of a file that may not be read, and goes on', async () => {
    await chmod(web(await pathOf('stone-1.0')), 0);
    expect(kinds(await verified())).toEqual(['unreadable']);
  });

  it('says where the record of a file is wrong, and not the file', async () => {
    const path = await pathOf('stone-1.0');
    const record = { path, sizeBytes: 1, sha256: '0'.repeat(64) };
    await appendFile(join(mirror.directory, '.sandgrouse/files.jsonl'), `\n${JSON.stringify(record)}`);
    expect((await verified()).findings).toEqual([{ kind: 'record-wrong', path, project: 'stone' }]);
  });

  it('follows no link, neither in place of a file nor of a folder', async () => {
    const path = await pathOf('stone-1.0');
    const elsewhere = join(mirror.directory, 'elsewhere');
    await writeFile(elsewhere, await readFile(web(path)));
    await rm(web(path));
    await symlink(elsewhere, web(path));
    await mkdir(join(mirror.directory, 'outside'));
    await writeFile(join(mirror.directory, 'outside', 'stone-7.tar.gz'), 'x');
    await symlink(join(mirror.directory, 'outside'), web('packages/more'));
    const { findings } = await verified();
    expect(findings.map(({ kind, path: where }) => `${kind} ${where}`).toSorted()).toEqual(
      ['not-a-file packages/more', `not-a-file ${path}`].toSorted(),
    );
  });

  it('cannot run beside a writer, and says who writes', async () => {
    const lock = await lockMirror(mirror.directory, 'another');
    expect((await run()).outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'mirror-in-use', parameters: { program: 'another' } },
    });
    await lock.close();
    expect((await run()).outcome.kind).toBe('verified');
  });

  it('of a folder that is no mirror says so', async () => {
    expect((await run({ directory: web('packages') })).outcome).toMatchObject({
      kind: 'failed',
      problem: { code: 'profile-missing' },
    });
  });
});

describe('a verification after a sync that was cut off', () => {
  it('takes finished files that are not listed yet for what they are', async () => {
    await writeFile(web('packages/sand-9.tar.gz'), 'x');
    const { findings, filesWaiting } = await verified({ isInterrupted: true });
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
    expect((await run(stopAfterFirstFile(PAUSE))).outcome).toEqual({ kind: 'paused' });
    expect(await findWaitingVerification(mirror.directory)).toBe('full');
    const { findings, filesRead } = await verified();
    expect(findings).toEqual([]);
    expect(filesRead).toBeLessThan(3);
    expect(await findWaitingVerification(mirror.directory)).toBe(null);
    expect((await verified()).filesRead).toBe(3);
  });

  it('and paused sees a file that was replaced since', async () => {
    await run(stopAfterFirstFile(PAUSE));
    for (const path of ['sand-1.0', 'sand-2.0', 'stone-1.0']) await appendFile(web(await pathOf(path)), 'x');
    expect(kinds(await verified())).toEqual(['damaged', 'damaged', 'damaged']);
  });

  it('and given up begins anew', async () => {
    expect((await run(stopAfterFirstFile(CANCEL))).outcome).toEqual({ kind: 'cancelled' });
    expect(await findWaitingVerification(mirror.directory)).toBe(null);
    expect((await verified()).filesRead).toBe(3);
  });
});

describe('a verification of what changed', () => {
  it('believes the record of files that have the time of their upload, and marks of the others', async () => {
    await verified();
    expect((await verified({ mode: 'changed' })).filesRead).toBe(0);
  });

  it('reads a file whose time is another, and finds what is wrong with it', async () => {
    await verified();
    const path = await pathOf('stone-1.0');
    await flipByte(path);
    // The byte turned by itself: only reading everything finds that.
    expect(await verified({ mode: 'changed' })).toMatchObject({ findings: [], filesRead: 0 });
    await utimes(web(path), new Date(), new Date());
    expect(await verified({ mode: 'changed' })).toMatchObject({
      findings: [{ kind: 'damaged', path }],
      filesRead: 1,
    });
  });
});

describe('a repair', () => {
  const repair = () => markRepair(mirror.directory, { program, signal });

  it('lets the next sync fetch what is damaged or missing, once, and the mirror is clean', async () => {
    const damaged = await pathOf('sand-2.0');
    await flipByte(damaged);
    await rm(web(await pathOf('stone-1.0')));
    await verified();
    expect(await repair()).toEqual({ files: 2, metadata: 0, pages: 0, orphans: 0, byHand: 0 });
    expect(await readdir(web('packages'))).not.toEqual([]);
    await expect(stat(web(damaged))).resolves.toBeDefined();
    index.forgetRequests();
    expect(await mirror.planAndSync()).toEqual({ kind: 'finished', complete: true });
    expect(index.requests.filter(({ path }) => path.endsWith('.whl'))).toHaveLength(2);
    expect((await verified()).findings).toEqual([]);
    expect(await mirror.findFaults()).toEqual([]);
  });

  it('mends pages and metadata', async () => {
    await writeFile(web(`${await pathOf('sand-1.0')}.metadata`), 'Name: other\n');
    await rm(web(`${await pathOf('stone-1.0')}.metadata`));
    await writeFile(web('simple/stone/index.html'), 'nothing');
    await rm(web('simple/sand/index.v1_html'));
    expect(await verified()).toMatchObject({ findings: { length: 4 } });
    expect(await repair()).toEqual({ files: 0, metadata: 2, pages: 2, orphans: 0, byHand: 0 });
    await mirror.planAndSync();
    expect((await verified()).findings).toEqual([]);
  });

  it('mends a page that tells a wrong hash of metadata', async () => {
    for (const name of ['index.v1_json', 'index.html', 'index.v1_html']) {
      const page = web(`simple/stone/${name}`);
      const metadata = sha256(await readFile(web(`${await pathOf('stone-1.0')}.metadata`)));
      await writeFile(page, (await readFile(page, 'utf8')).replaceAll(metadata, '0'.repeat(64)));
    }
    expect(kinds(await verified())).toEqual(['metadata-damaged']);
    await repair();
    await mirror.planAndSync();
    expect((await verified()).findings).toEqual([]);
  });

  it('removes orphans by the plan, which shows them, and no other way', async () => {
    for (const name of ['sand-9.tar.gz', 'water-1.0.tar.gz', '.hidden']) {
      await writeFile(web(`packages/${name}`), 'x');
    }
    await verified();
    expect(await repair()).toMatchObject({ orphans: 2, byHand: 1 });
    const planned = await mirror.plan();
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
    await mirror.sync(planned.plan);
    expect((await verified()).findings).toMatchObject([{ kind: 'orphaned', path: 'packages/.hidden' }]);
  });

  it('leaves every file alone whose page cannot be read, also where the plan is incomplete', async () => {
    await writeFile(web('simple/stone/index.v1_json'), 'nothing');
    await writeFile(web('packages/sand-9.tar.gz'), 'x');
    await verified();
    await repair();
    await mirror.setAllowlist('sand\nstone\nnosuchname\n');
    await mirror.planAndSync();
    expect(await pathOf('stone-1.0')).toBeDefined();
    expect(await pathOf('sand-9')).toBeDefined();
  });

  it('is refused where no verification came to its end', async () => {
    await expect(repair()).rejects.toMatchObject({ problem: { code: 'verification-missing' } });
  });

  it('takes no orders from findings that a stranger wrote', async () => {
    await verified();
    const records = join(mirror.directory, '.sandgrouse/verification.jsonl');
    const outside = join(mirror.directory, 'precious.whl.metadata');
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
    await mirror.planAndSync();
    await expect(stat(outside)).resolves.toBeDefined();
  });
});

describe('findings', () => {
  it('are all in the records, with the report at their end', async () => {
    await rm(web(await pathOf('stone-1.0')));
    await verified();
    const entries: unknown[] = [];
    for await (const entry of readFindings(mirror.directory)) entries.push(entry);
    expect(entries).toMatchObject([{ kind: 'missing' }, { mode: 'full', counts: { missing: 1 } }]);
  });
});
