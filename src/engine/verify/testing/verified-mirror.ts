import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type LyingIndex, startLyingIndex } from '../../../../testing/lying-index/lying-index';
import { createMirrorFixture, type MirrorFixture } from '../../../../testing/mirror-fixture';
import { countFindings, type Finding, type VerifyProgress } from '../../../contract/verification';
import { type VerifyMirrorOptions, verifyMirror } from '../verify-mirror';

/** A synced mirror of two projects over a real index, and what a test does with it. */
export interface VerifiedMirror {
  readonly index: LyingIndex;
  readonly mirror: MirrorFixture;
  /** The path of the one file of the tree whose name has this in it, relative to `web`. */
  readonly pathOf: (part: string) => Promise<string>;
  readonly web: (path: string) => string;
  /** Turns one bit in the middle; size and time stay. */
  readonly flipByte: (path: string) => Promise<void>;
  readonly run: (options?: Partial<VerifyMirrorOptions>) => Promise<Run>;
  /** A run that must come to its end. */
  readonly verified: (options?: Partial<VerifyMirrorOptions>) => Promise<Verified>;
  readonly close: () => Promise<void>;
}

interface Run {
  readonly outcome: Awaited<ReturnType<typeof verifyMirror>>;
  readonly progress: readonly VerifyProgress[];
}

interface Verified {
  readonly findings: readonly Finding[];
  readonly filesRead: number;
  readonly filesWaiting: number;
  readonly progress: readonly VerifyProgress[];
}

export const PROGRAM = 'test';

const WHEELS = [
  { name: 'sand', version: '1.0', paddingBytes: 300_000 },
  { name: 'sand', version: '2.0', paddingBytes: 600_000 },
  { name: 'stone', version: '1.0', paddingBytes: 100_000 },
];

export async function createVerifiedMirror(): Promise<VerifiedMirror> {
  const index = await startLyingIndex({ wheels: WHEELS });
  const mirror = await createMirrorFixture(index.url, 'sand\nstone\n');
  await mirror.planAndSync();
  const web = (path: string): string => join(mirror.directory, 'web', path);
  return {
    index,
    mirror,
    web,
    pathOf: async (part) => {
      const paths = await mirror.listFiles('web');
      const found = paths.filter((path) => path.includes(part) && !path.endsWith('.metadata'));
      if (found.length !== 1) throw new Error(`${found.length} files are called ${part}`);
      return found[0] ?? '';
    },
    flipByte: (path) => flipByte(web(path)),
    run: (options) => run(mirror, options),
    verified: (options) => verify(mirror, options),
    close: async () => {
      await index.close();
      await mirror.remove();
    },
  };
}

async function flipByte(path: string): Promise<void> {
  const content = await readFile(path);
  const middle = content.length >> 1;
  content.writeUInt8(content.readUInt8(middle) ^ 1, middle);
  const { mtime } = await stat(path);
  await writeFile(path, content);
  await utimes(path, mtime, mtime);
}

async function run(mirror: MirrorFixture, options: Partial<VerifyMirrorOptions> = {}): Promise<Run> {
  const progress: VerifyProgress[] = [];
  const outcome = await verifyMirror({
    directory: mirror.directory,
    mode: 'full',
    program: PROGRAM,
    isInterrupted: false,
    clock: mirror.clock,
    emit: (entry) => progress.push(entry),
    recordAct: mirror.recordAct,
    found: () => undefined,
    signal: new AbortController().signal,
    ...options,
  });
  return { outcome, progress };
}

async function verify(mirror: MirrorFixture, options?: Partial<VerifyMirrorOptions>): Promise<Verified> {
  const { outcome, progress } = await run(mirror, options);
  if (outcome.kind !== 'verified') throw new Error(JSON.stringify(outcome));
  const { report, findings } = outcome.summary;
  if (countFindings(report.counts) !== findings.length)
    throw new Error('The counts differ from the findings.');
  return { findings, filesRead: report.filesRead, filesWaiting: report.filesWaiting, progress };
}
