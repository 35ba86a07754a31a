import { execFileSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE_DEFAULTS } from '../src/contract/profile';
import { exportBundle } from '../src/engine/export/export-bundle';
import { openSigningKey, type SigningKey } from '../src/engine/export/format/signing-key';
import { importBundle } from '../src/engine/export/import-bundle';
import { verifyBundle } from '../src/engine/export/verify-bundle';
import { SYSTEM_CLOCK } from '../src/engine/files/clock';
import { openMirrorWriter } from '../src/engine/mirror/open-mirror';
import { relativeFileUrl } from '../src/engine/mirror/page-urls';
import { createMirror } from '../src/engine/profile/profile-file';
import { normalizeName } from '../src/python-packaging/name';

/**
 * An export against `cp -r` and `sync`, what it reads back and a check against `sha256sum --check`, and an import against
 * all of that again: in turn, in changing order, from the disk and not from memory where we may forget what is there.
 */
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5);
const MEBIBYTE = 1024 * 1024;
const SHAPES = [
  { name: 'small', projects: 600, files: 5, bytes: 30_000 },
  { name: 'large', projects: 3, files: 1, bytes: 100 * MEBIBYTE },
] as const;

type Shape = (typeof SHAPES)[number];

const { signal } = new AbortController();

async function buildMirror(directory: string, { name, projects, files, bytes }: Shape): Promise<void> {
  await createMirror(
    directory,
    { version: 1, upstreamUrl: 'https://pypi.org/simple/', allowlist: '', ...PROFILE_DEFAULTS },
    { signal },
  );
  const { writer } = await openMirrorWriter(directory, { program: 'bench', signal });
  for (let project = 0; project < projects; project += 1) {
    const normalized = normalizeName(`${name}-${project}`);
    const listed = [];
    for (let file = 0; file < files; file += 1) {
      const content = randomFillSync(Buffer.allocUnsafe(bytes));
      const sha256 = createHash('sha256').update(content).digest('hex');
      const filename = `${name}_${project}-${file}.0.tar.gz`;
      const path = `packages/${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256.slice(4)}/${filename}`;
      const partial = await writer.openPartialFile(path);
      await partial.append(content);
      await partial.commit({ sha256, modifiedAtMs: null });
      const facts = { requiresPython: null, yanked: false, uploadTime: null, coreMetadata: false } as const;
      const url = relativeFileUrl(path);
      listed.push({ filename, url, hashes: { sha256 }, sizeBytes: bytes, ...facts });
    }
    await writer.writeProjectPages({ name: normalized, status: null, versions: null, files: listed });
  }
  await writer.writeRootPages({ without: new Set() });
  await writer.close();
}

/** Lets the system forget what it has read and written, where we may; else both sides have it at hand. */
function forget(): boolean {
  execFileSync('sync');
  try {
    writeFileSync('/proc/sys/vm/drop_caches', '3');
    return true;
  } catch {
    return false;
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  forget();
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const run = (command: string, words: readonly string[], cwd?: string) => (): Promise<void> => {
  execFileSync(command, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  return Promise.resolve();
};

interface Places {
  readonly mirror: string;
  readonly ours: string;
  readonly theirs: string;
  readonly far: string;
  readonly key: SigningKey;
}

/** In milliseconds: until everything is flushed, and what it took to read it back. */
async function exportOnce({ mirror, ours, key }: Places): Promise<{ copy: number; readBack: number }> {
  const beganMs = new Map<string, number>();
  const startedMs = performance.now();
  const outcome = await exportBundle({
    directory: mirror,
    to: ours,
    selection: { kind: 'whole' },
    since: null,
    part: null,
    extras: [],
    tools: [],
    application: null,
    fileSystem: null,
    readsBack: true,
    scan: null,
    variables: {},
    syncedAtMs: null,
    key,
    program: 'bench',
    by: { user: 'bench', host: 'bench', interface: 'command line' },
    emit: ({ step }) => beganMs.set(step, beganMs.get(step) ?? performance.now()),
    clock: SYSTEM_CLOCK,
    signal,
  });
  if (outcome.kind !== 'exported') throw new Error(JSON.stringify(outcome));
  const total = performance.now() - startedMs;
  const readBack = (beganMs.get('seal') ?? Number.NaN) - (beganMs.get('read-back') ?? Number.NaN);
  return { copy: total - readBack, readBack };
}

async function importOnce({ ours, far, key }: Places): Promise<void> {
  const outcome = await importBundle({
    directory: far,
    from: ours,
    confirmedFingerprint: key.fingerprint,
    acceptsRemovals: false,
    fileSystem: null,
    key,
    program: 'bench',
    by: { user: 'bench', host: 'bench', interface: 'command line' },
    emit: () => undefined,
    now: Date.now,
    signal,
  });
  if (outcome.kind !== 'imported') throw new Error(JSON.stringify(outcome));
}

type Figures = Readonly<Record<'copy' | 'cp' | 'readBack' | 'sums' | 'check' | 'import' | 'cpBack', number>>;

async function measure(places: Places, isOursFirst: boolean): Promise<Figures> {
  const { mirror, ours, theirs, far } = places;
  for (const folder of [ours, theirs, far]) await rm(folder, { recursive: true, force: true });
  const figures = { copy: 0, cp: 0, readBack: 0, sums: 0, check: 0, import: 0, cpBack: 0 };
  const copyOf = (from: string, to: string) => run('sh', ['-c', 'cp -r "$0" "$1" && sync -f "$1"', from, to]);
  const inOrder = async (mine: () => Promise<void>, other: () => Promise<void>): Promise<void> => {
    for (const work of isOursFirst ? [mine, other] : [other, mine]) await work();
  };
  await inOrder(
    async () => {
      forget();
      Object.assign(figures, await exportOnce(places));
    },
    async () => {
      figures.cp = await timed(copyOf(join(mirror, 'web'), theirs));
    },
  );
  await inOrder(
    async () => {
      figures.check = await timed(() =>
        verifyBundle({ directory: ours, emit: () => undefined, now: Date.now, signal }),
      );
    },
    async () => {
      figures.sums = await timed(run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], ours));
    },
  );
  await rm(theirs, { recursive: true, force: true });
  await inOrder(
    async () => {
      figures.import = await timed(() => importOnce(places));
    },
    async () => {
      figures.cpBack = await timed(copyOf(ours, theirs));
    },
  );
  return figures;
}

function median(values: readonly number[]): number {
  return [...values].sort((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN;
}

function tell(rounds: readonly Figures[]): string {
  const compare = (name: string, ours: keyof Figures, base: (figures: Figures) => number): string => {
    const [mine, other] = [median(rounds.map((figures) => figures[ours])), median(rounds.map(base))];
    const ratio = median(rounds.map((figures) => figures[ours] / base(figures)));
    return `${name} ${mine.toFixed(0)} ms against ${other.toFixed(0)} ms, ${ratio.toFixed(2)} times`;
  };
  return [
    compare('export and cp', 'copy', ({ cp }) => cp),
    compare('read-back and sha256sum', 'readBack', ({ sums }) => sums),
    compare('check and sha256sum', 'check', ({ sums }) => sums),
    compare('import and sha256sum with cp', 'import', ({ sums, cpBack }) => sums + cpBack),
  ].join('; ');
}

async function main(drive: string): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-'));
  const target = await mkdtemp(join(drive, 'sandgrouse-bench-'));
  const key = await openSigningKey(join(place, 'keys'), { signal });
  console.log(
    forget() ? 'nothing in memory before each' : 'everything may be in memory: ask as root for the drive',
  );
  try {
    for (const shape of SHAPES) {
      const mirror = join(place, shape.name);
      await buildMirror(mirror, shape);
      const [ours, theirs] = [join(target, 'ours'), join(target, 'theirs')];
      const places = { mirror, ours, theirs, far: join(place, 'far'), key };
      const rounds: Figures[] = [];
      for (let round = 1; round <= ROUNDS; round += 1) {
        const figures = await measure(places, round % 2 === 0);
        rounds.push(figures);
        console.log(`${shape.name}, round ${round}: ${tell([figures])}`);
      }
      console.log(`${shape.name}, medians: ${tell(rounds)}`);
      await rm(mirror, { recursive: true, force: true });
    }
  } finally {
    for (const folder of [place, target]) await rm(folder, { recursive: true, force: true });
  }
}

await main(process.argv[2] ?? tmpdir());
