import { runPool } from '../download/download-pool';
import type { MirrorContents } from '../mirror/mirror-contents';
import { pathOfRelativeFileUrl } from '../mirror/page-urls';
import type { ListedPage, PresentState } from '../plan/assemble-plan';
import type { WantedProject } from '../plan/wanted-projects';

/** Most are only looked for; those that have to be hashed keep a disk busy, and few of them at a time are enough. */
const PARALLEL_FILES = 4;

/** Reads what the mirror holds of everything that a plan could touch: its own pages, and each wanted file. */
export async function readPresentState(
  contents: MirrorContents,
  wanted: readonly WantedProject[],
  { signal }: { readonly signal: AbortSignal },
): Promise<PresentState> {
  const pages = new Map<string, ListedPage>();
  for (const project of await contents.listProjects({ signal })) {
    signal.throwIfAborted();
    const page = await readListedPage(contents, project);
    if (page !== null) pages.set(project, page);
  }
  return { pages, stored: await findStored(contents, wanted, pages, signal) };
}

/** The same for one project and no other. */
export async function readPresentProject(
  contents: MirrorContents,
  wanted: WantedProject,
  { signal }: { readonly signal: AbortSignal },
): Promise<PresentState> {
  const page = await readListedPage(contents, wanted.project);
  const pages = new Map(page === null ? [] : [[wanted.project, page] as const]);
  return { pages, stored: await findStored(contents, [wanted], pages, signal) };
}

/** What the mirror's own page of a project lists. */
export async function readListedPage(contents: MirrorContents, project: string): Promise<ListedPage | null> {
  const page = await contents.readProjectPage(project);
  if (page === null) return null;
  const files = page.files.flatMap((file) => {
    const path = pathOfRelativeFileUrl(file.url);
    return path === null ? [] : [{ path, filename: file.filename, sizeBytes: file.sizeBytes ?? 0 }];
  });
  return { files };
}

async function findStored(
  contents: MirrorContents,
  wanted: readonly WantedProject[],
  pages: PresentState['pages'],
  signal: AbortSignal,
): Promise<PresentState['stored']> {
  const stored = new Map<string, { sizeBytes: number; sha256: string }>();
  const listed = new Set([...pages.values()].flatMap((page) => page.files.map(({ path }) => path)));
  const kept = wanted.flatMap(({ undecided }) => undecided.filter(({ path }) => listed.has(path)));
  await runPool({
    jobs: [...wanted.flatMap(({ files }) => files), ...kept],
    concurrency: PARALLEL_FILES,
    signal,
    run: async ({ path }, jobSignal) => {
      const found = await contents.findFile(path, { signal: jobSignal });
      if (found !== null) stored.set(path, found);
    },
  });
  return stored;
}
