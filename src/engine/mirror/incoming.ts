import { copyFile, link, mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { ensureFolder, renameWithPatience, syncFolder, writeFileAtomically } from '../files/atomic-write';
import { codeOf, diskProblem, isMissing } from '../files/disk-problems';
import { readJsonFile } from '../files/read-file';
import { findPathFault, type MirrorPaths, metadataPath, resolveInside } from './mirror-paths';
import { ensureFoldersBelow, removeEmptyFolders } from './tree-folders';

/**
 * What is on its way into a mirror from another one. Everything is gathered below `.sandgrouse/incoming/`; all pages then
 * change in one step, by exchanging the folder `simple`. From the moment that `commit.json` stands there, the exchange is
 * decided: whoever takes the mirror's lock next finishes it.
 */
interface IncomingPlaces {
  readonly folder: string;
  readonly staged: string;
  readonly next: string;
  readonly old: string;
  readonly commit: string;
}

function incomingPlaces({ records }: MirrorPaths): IncomingPlaces {
  const folder = join(records, 'incoming');
  return {
    folder,
    staged: join(folder, 'staged'),
    next: join(folder, 'simple.next'),
    old: join(folder, 'simple.old'),
    commit: join(folder, 'commit.json'),
  };
}

/** What is left to be done once the exchange was decided. Paths as in a bundle: `packages/…`, `mirror/…`. */
export interface Exchange {
  /** Staged files that take the place of others in `packages/`. */
  readonly replaced: readonly string[];
  /** Staged files for the top of the mirror's folder. */
  readonly mirrorFiles: readonly string[];
  /** Of the state before, in `packages/` and `mirror/`; they go after the exchange. */
  readonly removed: readonly string[];
  /** What `transfers/applied.json` says afterwards. */
  readonly applied: string;
}

const LARGEST_COMMIT_BYTES = 256 * 1024 * 1024;

const paths = (top: string) =>
  z.array(z.string().refine((path) => path.startsWith(top) && findPathFault(path) === null));

const exchangeSchema: z.ZodType<Exchange> = z.object({
  replaced: paths('packages/'),
  mirrorFiles: paths('mirror/'),
  removed: z.array(
    z.string().refine((path) => /^(?:packages|mirror)\//.test(path) && findPathFault(path) === null),
  ),
  applied: z.string(),
});

/** Puts the bytes of one incoming file aside. Whole and synced when it is there. */
export async function stageIncoming(mirror: MirrorPaths, path: string, data: Uint8Array): Promise<void> {
  const { folder, staged } = incomingPlaces(mirror);
  const place = resolveInside(staged, path);
  try {
    for (const needed of [folder, staged]) await ensureFolder(needed);
    await ensureFoldersBelow(staged, dirname(place));
  } catch (error) {
    throw diskProblem(error, { path: place, operation: 'write' });
  }
  await writeFileAtomically(place, data, { temporaryDirectory: mirror.temporary });
}

/** The bytes of a file that was put aside; `null` where it was not. */
export async function readStaged(mirror: MirrorPaths, path: string): Promise<Buffer | null> {
  const place = resolveInside(incomingPlaces(mirror).staged, path);
  try {
    return await readFile(place);
  } catch (error) {
    if (isMissing(error)) return null;
    throw diskProblem(error, { path: place, operation: 'read' });
  }
}

/** Forgets everything that was gathered, but for an exchange that was decided. */
export async function dropIncoming(mirror: MirrorPaths): Promise<void> {
  const { folder } = incomingPlaces(mirror);
  await guard(folder, () => rm(folder, { recursive: true, force: true }));
}

/**
 * Makes the next folder of pages from those that came and those that stay, and decides the exchange. `pages` are all of
 * them, as `simple/…`. Nothing that readers see has changed before this ends; then everything has.
 */
export async function exchangePages(
  mirror: MirrorPaths,
  pages: readonly string[],
  exchange: Exchange,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const { folder, next, commit } = incomingPlaces(mirror);
  await guard(next, async () => {
    await ensureFolder(folder);
    await rm(next, { recursive: true, force: true });
    await mkdir(next);
    const made = new Set<string>();
    for (const path of pages) {
      signal.throwIfAborted();
      await placePage(mirror, path, made);
    }
    await syncFolder(next);
  });
  signal.throwIfAborted();
  await writeFileAtomically(commit, JSON.stringify(exchange), { temporaryDirectory: mirror.temporary });
  await finishExchange(mirror);
}

async function placePage(mirror: MirrorPaths, path: string, made: Set<string>): Promise<void> {
  const { staged, next } = incomingPlaces(mirror);
  const below = path.slice('simple/'.length);
  const target = resolveInside(next, below);
  const folder = dirname(target);
  if (folder !== next && !made.has(folder)) {
    await mkdir(folder, { recursive: true });
    made.add(folder);
  }
  const place = resolveInside(staged, path);
  const isStaged = await stat(place).then(
    (entry) => entry.isFile(),
    () => false,
  );
  const source = isStaged ? place : resolveInside(mirror.simple, below);
  // Pages are replaced and never written into, so that two names of one file do no harm.
  await link(source, target).catch((error: unknown) => {
    if (isMissing(error)) throw error;
    return copyFile(source, target);
  });
}

/** Does what is left of an exchange that was decided; nothing where none was. Call with the lock in hand. */
export async function finishExchange(mirror: MirrorPaths): Promise<void> {
  const { folder, next, old, commit } = incomingPlaces(mirror);
  const value = await readJsonFile(commit, { limitBytes: LARGEST_COMMIT_BYTES });
  if (value === undefined) return;
  const exchange = exchangeSchema.parse(value);
  for (const path of exchange.replaced) {
    await moveIn(mirror, path, resolveInside(mirror.web, path));
  }
  await guard(mirror.simple, () => swap(mirror.simple, next, old));
  for (const path of exchange.mirrorFiles) {
    const target = resolveInside(mirror.directory, path.slice('mirror/'.length));
    await moveIn(mirror, path, target);
  }
  await writeFileAtomically(join(mirror.records, 'transfers', 'applied.json'), exchange.applied);
  for (const path of exchange.removed) await removeIncoming(mirror, path);
  await guard(folder, async () => {
    await rm(commit, { force: true });
    await rm(folder, { recursive: true, force: true });
  });
}

/** Two renames: no system exchanges two folders in one that Node can ask for. In between, there are no pages at all. */
async function swap(simple: string, next: string, old: string): Promise<void> {
  if (!(await isThere(next))) return;
  if (await isThere(simple)) {
    await rm(old, { recursive: true, force: true });
    await renameWithPatience(simple, old);
  }
  await renameWithPatience(next, simple);
  await syncFolder(dirname(simple));
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw error;
    },
  );
}

/** Moves a staged file to its place; one that is not there any more was moved before the interruption. */
async function moveIn(mirror: MirrorPaths, path: string, target: string): Promise<void> {
  const { staged } = incomingPlaces(mirror);
  await guard(target, async () => {
    const top = target.startsWith(mirror.web) ? mirror.web : mirror.directory;
    await ensureFoldersBelow(top, dirname(target));
    await rename(resolveInside(staged, path), target).catch((error: unknown) => {
      if (codeOf(error) !== 'ENOENT') throw error;
    });
  });
}

async function removeIncoming(mirror: MirrorPaths, path: string): Promise<void> {
  const isPackage = path.startsWith('packages/');
  const target = isPackage
    ? resolveInside(mirror.web, path)
    : resolveInside(mirror.directory, path.slice('mirror/'.length));
  await guard(target, async () => {
    if (isPackage) await rm(metadataPath(target), { force: true });
    await rm(target, { force: true });
    if (isPackage) await removeEmptyFolders(mirror.packages, dirname(target));
  });
}

/** Names below the place where parts are noted; none where nothing was gathered. */
export async function listStagedParts(mirror: MirrorPaths): Promise<readonly string[]> {
  try {
    return await readdir(join(incomingPlaces(mirror).staged, 'parts'));
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskProblem(error, { path: incomingPlaces(mirror).staged, operation: 'read' });
  }
}

async function guard<Value>(path: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work();
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  }
}

/** Whether a file was put aside. */
export async function hasStaged(mirror: MirrorPaths, path: string): Promise<boolean> {
  return stat(resolveInside(incomingPlaces(mirror).staged, path)).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
