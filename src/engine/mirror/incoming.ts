import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureFolder, writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import { type MirrorPaths, resolveInside } from './mirror-paths';
import { ensureFoldersBelow } from './tree-folders';

/**
 * What is on its way into a mirror from another one: gathered in `staged`, by the paths of a bundle. Once `commit` stands
 * there, the new state counts: see `exchange-state.ts`.
 */
interface IncomingPlaces {
  readonly folder: string;
  readonly staged: string;
  readonly commit: string;
}

export function incomingPlaces({ records }: MirrorPaths): IncomingPlaces {
  const folder = join(records, 'incoming');
  return { folder, staged: join(folder, 'staged'), commit: join(folder, 'commit.json') };
}

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

/** Forgets everything that was gathered. Call with the lock in hand: an exchange that was decided has been finished then. */
export async function dropIncoming(mirror: MirrorPaths): Promise<void> {
  const { folder } = incomingPlaces(mirror);
  try {
    await rm(folder, { recursive: true, force: true });
  } catch (error) {
    throw diskProblem(error, { path: folder, operation: 'delete' });
  }
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

/** Whether a file was put aside. */
export async function hasStaged(mirror: MirrorPaths, path: string): Promise<boolean> {
  return stat(resolveInside(incomingPlaces(mirror).staged, path)).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
