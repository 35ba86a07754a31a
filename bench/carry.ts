import { execFileSync } from 'node:child_process';
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROFILE_DEFAULTS } from '../src/contract/profile';
import { exportBundle } from '../src/engine/export/export-bundle';
import { openSigningKey } from '../src/engine/export/signing-key';
import { verifyBundle } from '../src/engine/export/verify-bundle';
import { SYSTEM_CLOCK } from '../src/engine/files/clock';
import { openMirrorWriter } from '../src/engine/mirror/open-mirror';
import { relativeFileUrl } from '../src/engine/mirror/page-urls';
import { createMirror } from '../src/engine/profile/profile-file';
import { normalizeName } from '../src/python-packaging/name';

/** An export against `cp -r` and `sync`, and a check against `sha256sum --check`, in turn, on the same folder. */
const ROUNDS = 3;
const MEBIBYTE = 1024 * 1024;
/** Projects, files of each, and the size of one: many small ones, some of the middle, a few large ones. */
const SHAPES = [
  { name: 'small', projects: 200, files: 5, bytes: 60_000 },
  { name: 'middle', projects: 40, files: 4, bytes: 2 * MEBIBYTE },
  { name: 'large', projects: 2, files: 1, bytes: 200 * MEBIBYTE },
] as const;

const { signal } = new AbortController();

async function buildMirror(directory: string): Promise<void> {
  await createMirror(
    directory,
    { version: 1, upstreamUrl: 'https://pypi.org/simple/', allowlist: '', ...PROFILE_DEFAULTS },
    { signal },
  );
  const { writer } = await openMirrorWriter(directory, { program: 'bench', signal });
  for (const { name, projects, files, bytes } of SHAPES) {
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
  }
  await writer.writeRootPages({ without: new Set() });
  await writer.close();
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now();
  await work();
  return performance.now() - startedMs;
}

const run = (command: string, words: readonly string[], cwd?: string) => (): Promise<void> => {
  execFileSync(command, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });
  return Promise.resolve();
};

async function main(drive: string): Promise<void> {
  const place = await mkdtemp(join(tmpdir(), 'sandgrouse-bench-'));
  const target = await mkdtemp(join(drive, 'sandgrouse-bench-'));
  const mirror = join(place, 'mirror');
  await buildMirror(mirror);
  const key = await openSigningKey(join(place, 'keys'), { signal });
  const emit = (): void => undefined;
  const [ours, theirs] = [join(target, 'ours'), join(target, 'theirs')];
  const work = async (): Promise<void> => {
    const outcome = await exportBundle({
      directory: mirror,
      to: ours,
      selection: { kind: 'whole' },
      since: null,
      part: null,
      extras: [],
      tools: [],
      fileSystem: null,
      readsBack: false,
      scan: null,
      variables: {},
      syncedAtMs: null,
      key,
      program: 'bench',
      emit,
      clock: SYSTEM_CLOCK,
      signal,
    });
    if (outcome.kind !== 'exported') throw new Error(JSON.stringify(outcome));
  };
  try {
    for (let round = 1; round <= ROUNDS; round += 1) {
      for (const folder of [ours, theirs]) await rm(folder, { recursive: true, force: true });
      const copy = run('sh', ['-c', 'cp -r "$0" "$1" && sync -f "$1"', join(mirror, 'web'), theirs]);
      const [copyMs, exportMs] = [await timed(copy), await timed(work)];
      const sumMs = await timed(run('sha256sum', ['--check', '--quiet', 'SHA256SUMS'], ours));
      const checkMs = await timed(() => verifyBundle({ directory: ours, emit, now: Date.now, signal }));
      const ratio = (left: number, right: number): string => (left / right).toFixed(2);
      console.log(
        `round ${round}: export ${exportMs.toFixed(0)} ms, cp and sync ${copyMs.toFixed(0)} ms: ${ratio(exportMs, copyMs)} times; ` +
          `check ${checkMs.toFixed(0)} ms, sha256sum ${sumMs.toFixed(0)} ms: ${ratio(checkMs, sumMs)} times`,
      );
    }
  } finally {
    for (const folder of [place, target]) await rm(folder, { recursive: true, force: true });
  }
}

await main(process.argv[2] ?? tmpdir());
