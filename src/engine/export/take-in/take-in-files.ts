import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import type { BundleFinding } from '../../../contract/bundle';
import { ProblemError } from '../../../contract/problem';
import { codeOf } from '../../files/disk-problems';
import { hasStaged, stageIncoming } from '../../mirror/incoming';
import type { MirrorContents } from '../../mirror/mirror-contents';
import type { MirrorPaths } from '../../mirror/mirror-paths';
import type { MirrorWriter, PartialFile } from '../../mirror/mirror-writer';
import { eachBySize } from '../drive/each-by-size';
import type { SizedPath } from '../drive/file-system-rules';
import type { TransferMeter } from '../drive/transfer-meter';
import { isCarried, TOOLS_FOLDER } from '../format/bundle-paths';
import type { OpenedBundle } from '../format/open-bundle';

export interface TakingIn {
  readonly mirror: MirrorPaths;
  readonly contents: MirrorContents;
  readonly writer: MirrorWriter;
  readonly meter: TransferMeter;
  /** Throws where the disk cannot hold them. */
  readonly judge: (files: readonly SizedPath[]) => void;
  readonly signal: AbortSignal;
}

const BUFFER_BYTES = 1 << 20;
const LARGEST_STAGED_BYTES = 1 << 30;
const OPEN_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * Brings every file of a bundle to where nobody sees it: distribution files to their final place, which no page names yet,
 * all others aside. Gives what is not as the list has it; throws where the far side's own disk fails.
 */
export async function takeInFiles(bundle: OpenedBundle, taking: TakingIn): Promise<readonly BundleFinding[]> {
  const { tree, sums } = bundle;
  const { meter, signal } = taking;
  const findings: BundleFinding[] = [];
  const sizes = new Map<string, number>();
  for (const path of sums.keys()) {
    signal.throwIfAborted();
    const standing = await tree.lookAt(path);
    if (standing.kind === 'file') sizes.set(path, standing.sizeBytes);
    else findings.push({ path, kind: standing.kind });
  }
  taking.judge([...sizes].map(([path, sizeBytes]) => ({ path, sizeBytes })));
  if (bytesOfCarried(sizes) > promisedBytes(bundle)) {
    return [...findings, ...(await findWrong(sizes, bundle, signal))];
  }
  meter.begin('verify', {
    items: sizes.size,
    bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0),
  });
  const wrong = new Map<string, BundleFinding['kind']>();
  const take = async (path: string): Promise<void> => {
    signal.throwIfAborted();
    const kind = await takeInFile(path, bundle, taking);
    if (kind !== null) wrong.set(path, kind);
    meter.itemDone();
  };
  const paths = [...sizes.keys()];
  await eachBySize(paths, (path) => sizes.get(path) ?? 0, take);
  return [...findings, ...findingsInOrder(wrong, paths)];
}

/** What is wrong, in the order of the list: several files are looked at at once. */
export function findingsInOrder(
  wrong: ReadonlyMap<string, BundleFinding['kind']>,
  paths: Iterable<string>,
): readonly BundleFinding[] {
  return [...paths].flatMap((path) => {
    const kind = wrong.get(path);
    return kind === undefined ? [] : [{ path, kind }];
  });
}

/** What the manifest says that the carried files of this part have in all. */
export function promisedBytes({ manifest: { part } }: OpenedBundle): number {
  return part.parts[part.number - 1]?.bytes ?? 0;
}

const bytesOfCarried = (sizes: ReadonlyMap<string, number>): number =>
  [...sizes].reduce((sum, [path, sizeBytes]) => sum + (isCarried(path) ? sizeBytes : 0), 0);

/**
 * Names what was changed without writing anything. Where there are more bytes than were promised, some are somebody else's,
 * and could be as many as the far side's disk takes: a file with holes claims terabytes on any drive.
 */
async function findWrong(
  sizes: ReadonlyMap<string, number>,
  bundle: OpenedBundle,
  signal: AbortSignal,
): Promise<readonly BundleFinding[]> {
  const findings: BundleFinding[] = [];
  for (const [path, sizeBytes] of sizes) {
    if (!isCarried(path)) continue;
    const isTooLong = sizeBytes > promisedBytes(bundle);
    const finding = isTooLong ? 'damaged' : await compareHash(path, bundle, () => undefined, signal);
    if (finding !== null) findings.push({ path, kind: finding });
  }
  return findings;
}

async function compareHash(
  path: string,
  bundle: OpenedBundle,
  progressed: (bytes: number) => void,
  signal: AbortSignal,
): Promise<BundleFinding['kind'] | null> {
  const read: { sha256: string | null } = { sha256: null };
  const isRead = await fromBundle(bundle, async () => {
    read.sha256 = (await bundle.tree.hash(path, { progressed, signal })).sha256;
  });
  if (!isRead) return 'unreadable';
  return read.sha256 === bundle.sums.get(path) ? null : 'damaged';
}

async function takeInFile(
  path: string,
  bundle: OpenedBundle,
  taking: TakingIn,
): Promise<BundleFinding['kind'] | null> {
  const { contents, meter, signal } = taking;
  // What a person put beside the mirror may be larger than the memory.
  if (path.startsWith(`${TOOLS_FOLDER}/`)) return compareHash(path, bundle, meter.moved, signal);
  const sha256 = bundle.sums.get(path) ?? '';
  const isDistribution = path.startsWith('packages/') && !path.endsWith('.metadata');
  if (!isDistribution) return stageSmall(path, sha256, bundle, taking);
  const present = await contents.findFile(path, { signal });
  if (present?.sha256 === sha256) return null;
  if (present !== null) return stageSmall(path, sha256, bundle, taking);
  const partial = await taking.writer.openPartialFile(path);
  try {
    return await receive(partial, { path, sha256 }, bundle, taking);
  } finally {
    await partial.close();
  }
}

/** From the bundle into an unfinished file, which becomes the finished one where its hash is right. */
async function receive(
  partial: PartialFile,
  { path, sha256 }: { readonly path: string; readonly sha256: string },
  bundle: OpenedBundle,
  { meter, signal }: TakingIn,
): Promise<BundleFinding['kind'] | null> {
  if (partial.validator !== sha256 && partial.receivedBytes > 0) await partial.restart();
  await partial.setValidator(sha256);
  const isRead = await fromBundle(bundle, async () => {
    for await (const chunk of readParts(bundle.tree.placeOf(path), partial.receivedBytes, signal)) {
      await partial.append(chunk);
      meter.moved(chunk.byteLength);
    }
  });
  if (!isRead) return 'unreadable';
  if ((await partial.digest('sha256')) !== sha256) {
    await partial.discard();
    return 'damaged';
  }
  await partial.commit({ sha256, modifiedAtMs: null });
  return null;
}

async function* readParts(place: string, from: number, signal: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(place, OPEN_PLAIN);
  try {
    for (let position = from; ; ) {
      signal.throwIfAborted();
      // A new one each time: what was handed on may not be written yet.
      const buffer = Buffer.allocUnsafe(BUFFER_BYTES);
      const { bytesRead } = await file.read(buffer, 0, BUFFER_BYTES, position);
      if (bytesRead === 0) return;
      position += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Pages, metadata and the rest: read whole, held against the hash, put aside. */
async function stageSmall(
  path: string,
  sha256: string,
  bundle: OpenedBundle,
  { mirror, meter }: TakingIn,
): Promise<BundleFinding['kind'] | null> {
  const read: { content: Buffer | null } = { content: null };
  const isRead = await fromBundle(bundle, async () => {
    read.content = await bundle.tree.read(path, LARGEST_STAGED_BYTES);
  });
  const { content } = read;
  if (!isRead || content === null) return 'unreadable';
  meter.moved(content.byteLength);
  if (createHash('sha256').update(content).digest('hex') !== sha256) return 'damaged';
  if (isCarried(path)) await stageIncoming(mirror, path, content);
  return null;
}

/** What the far side's own disk says is thrown on; what the drive says makes a finding, unless the drive is gone. */
async function fromBundle({ tree }: OpenedBundle, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    if (error instanceof ProblemError || codeOf(error) === null) throw error;
    await tree.reasonOf(error);
    return false;
  }
}

/** The files of `packages/` that were put aside because their place is taken, or because they are metadata. */
export async function findReplaced(
  mirror: MirrorPaths,
  paths: readonly string[],
): Promise<readonly string[]> {
  const replaced: string[] = [];
  for (const path of paths) if (await hasStaged(mirror, path)) replaced.push(path);
  return replaced;
}
