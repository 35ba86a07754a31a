import { type Stats, stat, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isNormalizedName } from '../../python-packaging/name';
import { diskProblem, isMissing } from '../files/disk-problems';
import { readDecidedExchange } from './exchange-record';
import { incomingPlaces } from './incoming';
import { type MirrorPaths, PAGE_FILES } from './mirror-paths';

/** What stands at a place; `null`: nothing that could be looked at. */
export type LookAt = (place: string) => Stats | null | Promise<Stats | null>;

export interface ViewReading<Value> {
  readonly lookAt: LookAt;
  /** Reads below a folder that stands for the tree's top; `null` where there is nothing. */
  readonly readIn: (top: string) => Promise<Value | null>;
  /** Gives back what was read in vain. */
  readonly discard?: (value: Value) => Promise<void>;
}

/**
 * A tree as one state: that before an import, or that after it, and nothing in between, also where the import was killed
 * while it put its pages in place. Costs a look at one file that is mostly not there.
 */
export interface TreeView {
  /** `path` is relative to the tree's top, with `/`. Throws what `readIn` throws. */
  readonly read: <Value>(path: string, reading: ViewReading<Value>) => Promise<Value | null>;
}

/** What an import that was decided has for readers, before it is all in place. */
interface Decided {
  readonly facts: Stats;
  readonly removedPages: ReadonlySet<string>;
}

export function openTreeView(mirror: MirrorPaths): TreeView {
  const { commit, staged } = incomingPlaces(mirror);
  let known: Decided | null = null;
  const readDecided = async (facts: Stats): Promise<Decided | null> => {
    if (known !== null && isSameRecord(known.facts, facts)) return known;
    // What is none decides nothing; the next who writes will tell.
    const decided = await readDecidedExchange(commit).catch(() => null);
    if (decided === null) return null;
    known = { facts, removedPages: new Set(decided.removedPages) };
    return known;
  };
  const readNow = async <Value>(
    path: string,
    facts: Stats | null,
    { readIn }: ViewReading<Value>,
  ): Promise<Value | null> => {
    const decided = facts === null ? null : await readDecided(facts);
    if (decided === null) return readIn(mirror.web);
    if (decided.removedPages.has(path)) return null;
    // In this order: from the one it is moved to the other.
    return (await readIn(staged)) ?? readIn(mirror.web);
  };
  return {
    read: async (path, reading) => {
      for (;;) {
        const before = await reading.lookAt(commit);
        const value = await readNow(path, before, reading);
        if (before === null && value !== null) return value;
        const after = await reading.lookAt(commit);
        if (before === null ? after === null : after !== null && isSameRecord(before, after)) return value;
        // Another state has begun to count meanwhile.
        if (value !== null) await reading.discard?.(value);
      }
    },
  };
}

/** The names of all projects with a folder, sorted. Throws a disk problem. */
export async function listProjectFolders(
  mirror: MirrorPaths,
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly string[]> {
  signal.throwIfAborted();
  const { commit, staged } = incomingPlaces(mirror);
  const decided = await readDecidedExchange(commit).catch(() => null);
  const names = new Set(await listFolders(mirror.simple));
  if (decided === null) return [...names].sort();
  for (const name of await listFolders(join(staged, 'simple'))) names.add(name);
  const removed = new Set(decided.removedPages);
  return [...names].filter((name) => !removed.has(`simple/${name}/${PAGE_FILES.v1Json}`)).sort();
}

async function listFolders(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && isNormalizedName(entry.name))
      .map(({ name }) => name);
  } catch (error) {
    if (isMissing(error)) return [];
    throw diskProblem(error, { path: folder, operation: 'read' });
  }
}

/** Looks without keeping the process waiting. With the callback, which costs a third of what the promise does. */
export function lookLater(place: string): Promise<Stats | null> {
  return new Promise((fulfil) => {
    stat(place, (error, entry) => fulfil(error === null ? entry : null));
  });
}

/** Looks without a detour over another thread. */
export function lookAtOnce(place: string): Stats | null {
  try {
    return statSync(place, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

/** Of two records, one is written long after the other. */
function isSameRecord(left: Stats, right: Stats): boolean {
  return left.mtimeMs === right.mtimeMs && left.ctimeMs === right.ctimeMs && left.size === right.size;
}
