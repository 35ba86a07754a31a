import { lstat, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { renameWithPatience, syncFolder, writeFileAtomically } from '../files/atomic-write';
import { codeOf, diskProblem, isMissing } from '../files/disk-problems';
import { type DecidedExchange, type Exchange, readDecidedExchange } from './exchange-record';
import { hasStaged, incomingPlaces } from './incoming';
import { type MirrorPaths, metadataPath, resolveInside } from './mirror-paths';
import { ensureFoldersBelow, openTreeFolders, removeEmptyFolders } from './tree-folders';

/**
 * Brings a mirror from one state to the next. That is decided when `commit.json` stands there, whole, by one rename: from
 * then on our own readers take staged pages before those of the tree (`tree-view.ts`), and whoever takes the mirror's lock
 * next finishes what is left. Other programs read the tree alone: for them page goes after page, each replaced by itself,
 * in an order in which no page lists what is not there. No folder is ever missing: no system exchanges two of them in one
 * step that Node can ask for. Where there was no page before, all of them come in one step, for every reader.
 *
 * `pages` are all of the new state, as `simple/…`, staged or there already.
 */
export async function exchangeState(
  mirror: MirrorPaths,
  pages: readonly string[],
  exchange: Exchange,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  await decideExchange(mirror, pages, exchange, { signal });
  await finishExchange(mirror);
}

/** Nothing that readers see has changed before this ends; then everything has. */
export async function decideExchange(
  mirror: MirrorPaths,
  pages: readonly string[],
  exchange: Exchange,
  { signal }: { readonly signal: AbortSignal },
): Promise<void> {
  const staged: string[] = [];
  for (const path of pages) {
    signal.throwIfAborted();
    if (await hasStaged(mirror, path)) staged.push(path);
    else await guard(resolveInside(mirror.web, path), (place) => lstat(place));
  }
  const removedPages = await listOtherPages(mirror, new Set(pages));
  // What no page lists yet can go to its place already.
  const replaced: string[] = [];
  for (const path of exchange.replaced) {
    signal.throwIfAborted();
    if (await isThere(resolveInside(mirror.web, path))) replaced.push(path);
    else await moveIn(mirror, path, resolveInside(mirror.web, path));
  }
  signal.throwIfAborted();
  const decided: DecidedExchange = { ...exchange, replaced, pages: staged, removedPages };
  const { commit } = incomingPlaces(mirror);
  await writeFileAtomically(commit, JSON.stringify(decided), { temporaryDirectory: mirror.temporary });
}

/** Does what is left of an exchange that was decided; nothing where none was. Call with the lock in hand. */
export async function finishExchange(mirror: MirrorPaths): Promise<void> {
  const steps = placeDecided(mirror);
  while ((await steps.next()).done !== true);
}

/** The same step by step; may be given up after any of them and begun again. Gives what was changed. */
export async function* placeDecided(mirror: MirrorPaths): AsyncGenerator<string> {
  const { folder, staged, commit } = incomingPlaces(mirror);
  const decided = await readDecidedExchange(commit);
  if (decided === null) return;
  for (const path of decided.replaced) {
    await moveIn(mirror, path, resolveInside(mirror.web, path));
    yield path;
  }
  if (await placeFirstPages(mirror, decided)) yield 'simple';
  else yield* placePages(mirror, decided);
  for (const path of decided.mirrorFiles) {
    await moveIn(mirror, path, resolveInside(mirror.directory, path.slice('mirror/'.length)));
    yield path;
  }
  await writeFileAtomically(join(mirror.records, 'transfers', 'applied.json'), decided.applied);
  yield 'applied.json';
  for (const path of decided.removed) {
    await removeFile(mirror, path);
    yield path;
  }
  // While the decision stands, so that nothing of it is taken for the beginning of another import.
  await guard(staged, () => rm(staged, { recursive: true, force: true }));
  yield 'staged';
  await guard(folder, () => rm(folder, { recursive: true, force: true }));
}

/** Whether there was no page before, and the whole folder went to its place. */
async function placeFirstPages(mirror: MirrorPaths, { pages }: DecidedExchange): Promise<boolean> {
  const folder = join(incomingPlaces(mirror).staged, 'simple');
  return guard(mirror.simple, async (target) => {
    if ((await listPages(target)).length > 0) return false;
    const isWhole = (await listPages(folder)).join('\n') === [...pages].sort().join('\n');
    if (!isWhole || pages.length === 0) return false;
    await ensureFoldersBelow(mirror.directory, mirror.web);
    await rmdir(target).catch(ignoreKept);
    await renameWithPatience(folder, target);
    await syncFolder(mirror.web);
    return true;
  });
}

/** New ones before the list that names them, and gone ones after it. */
async function* placePages(
  mirror: MirrorPaths,
  { pages, removedPages }: DecidedExchange,
): AsyncGenerator<string> {
  const { staged } = incomingPlaces(mirror);
  const folders = openTreeFolders(mirror.web);
  const changed = new Set<string>();
  const place = async (path: string): Promise<string> => {
    await guard(resolveInside(mirror.web, path), async (target) => {
      await folders.ensure(dirname(target));
      changed.add(dirname(target));
      await renameWithPatience(resolveInside(staged, path), target).catch(ignoreMissing);
    });
    return path;
  };
  for (const path of pages) if (!isRootPage(path)) yield await place(path);
  for (const path of pages) if (isRootPage(path)) yield await place(path);
  for (const path of removedPages) {
    await guard(resolveInside(mirror.web, path), async (target) => {
      await rm(target, { force: true });
      if (!isRootPage(path)) await rmdir(dirname(target)).catch(ignoreKept);
    });
    changed.add(mirror.simple);
    yield path;
  }
  for (const folder of changed) await guard(folder, (path) => syncFolder(path).catch(ignoreMissing));
}

const isRootPage = (path: string): boolean => path.split('/').length === 2;

const PAGE_PATH = /^simple\/(?:[a-z0-9]+(?:-[a-z0-9]+)*\/)?index\.(?:html|v1_html|v1_json)$/;

/** Pages that are none of the new state. The JSON, by which a mirror knows a project, goes last. */
async function listOtherPages({ simple }: MirrorPaths, pages: ReadonlySet<string>): Promise<string[]> {
  const there = await guard(simple, listPages);
  return there.filter((path) => PAGE_PATH.test(path) && !pages.has(path));
}

/** Every file below a folder of pages, as `simple/…`, in order. */
async function listPages(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => `simple/${path.replaceAll('\\', '/')}`)
    .sort();
}

async function isThere(path: string): Promise<boolean> {
  return guard(path, () =>
    lstat(path).then(
      () => true,
      (error: unknown) => {
        if (isMissing(error)) return false;
        throw error;
      },
    ),
  );
}

/** Moves a staged file to its place; one that is not there any more was moved before the interruption. */
async function moveIn(mirror: MirrorPaths, path: string, target: string): Promise<void> {
  const { staged } = incomingPlaces(mirror);
  await guard(target, async () => {
    const top = target.startsWith(mirror.web) ? mirror.web : mirror.directory;
    await ensureFoldersBelow(top, dirname(target));
    await rename(resolveInside(staged, path), target).catch(ignoreMissing);
  });
}

async function removeFile(mirror: MirrorPaths, path: string): Promise<void> {
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

function ignoreMissing(error: unknown): void {
  if (!isMissing(error)) throw error;
}

/** Somebody's own file keeps a folder. */
function ignoreKept(error: unknown): void {
  if (!isMissing(error) && !['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '')) throw error;
}

async function guard<Value>(path: string, work: (path: string) => Promise<Value>): Promise<Value> {
  try {
    return await work(path);
  } catch (error) {
    throw diskProblem(error, { path, operation: 'write' });
  }
}
