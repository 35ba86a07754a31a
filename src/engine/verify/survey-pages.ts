import { readdir } from 'node:fs/promises';
import type { Finding } from '../../contract/verification';
import { isNormalizedName, type NormalizedName } from '../../python-packaging/name';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import { createSimpleRootReader } from '../../python-packaging/simple-root-reader';
import { diskProblem } from '../files/disk-problems';
import { metadataPath, PAGE_FILES } from '../mirror/mirror-paths';
import { pathOfRelativeFileUrl } from '../mirror/page-urls';
import { textDigest } from '../mirror/path-digest';
import type { ListedFile } from './check-file';
import type { PlainTree } from './plain-files';
import { findHtmlFaults, readPage, readText } from './read-pages';

/** What the pages of a mirror list. Of the files only numbers are kept, so that a million of them fit a memory. */
export interface PageSurvey {
  readonly projects: readonly NormalizedName[];
  readonly files: number;
  readonly bytes: number;
  readonly isListed: (path: string) => boolean;
  /** Projects whose page says nothing that could be used. */
  readonly unread: ReadonlySet<string>;
}

export interface SurveyContext {
  readonly tree: PlainTree;
  /** Whether a sync was cut off, so that pages may not agree with each other yet. */
  readonly isInterrupted: boolean;
  readonly found: (finding: Finding) => Promise<void>;
  readonly signal: AbortSignal;
}

/** The folders of projects, sorted. What else stands between them, and is no page, is told. */
export async function listFolders({
  tree,
  found,
}: Pick<SurveyContext, 'tree' | 'found'>): Promise<readonly NormalizedName[]> {
  const projects: NormalizedName[] = [];
  try {
    for (const entry of await readdir(tree.placeOf('simple'), { withFileTypes: true })) {
      const { name } = entry;
      if (entry.isDirectory() && isNormalizedName(name)) projects.push(name);
      else if (!entry.isDirectory() && !entry.isFile()) {
        const project = isNormalizedName(name) ? name : null;
        await found({ kind: 'not-a-file', path: `simple/${name}`, project });
      }
    }
  } catch (error) {
    throw diskProblem(error, { path: tree.placeOf('simple'), operation: 'read' });
  }
  return projects.sort();
}

/** Reads every page, and holds those in HTML against those in JSON. Throws the signal's reason, or a disk problem. */
export async function surveyPages(
  folders: readonly NormalizedName[],
  context: SurveyContext,
  projectDone: () => void,
): Promise<PageSurvey> {
  const { tree, isInterrupted, found, signal } = context;
  const listed = new Set<number>();
  const unread = new Set<string>();
  const projects: NormalizedName[] = [];
  let [files, bytes] = [0, 0];
  for (const project of folders) {
    signal.throwIfAborted();
    const reading = await readPage(tree, project);
    if (reading.kind === 'wrong') {
      unread.add(project);
      await found(reading.finding);
    } else if (reading.kind === 'page') {
      const { page } = reading;
      projects.push(project);
      for (const { path, file } of listedFiles(page)) {
        files += 1;
        bytes += file.sizeBytes ?? 0;
        listed.add(textDigest(path));
        // Where the page does not tell of it, nobody asks for it, and a sync may come to write it.
        listed.add(textDigest(metadataPath(path)));
      }
      await tellLinksOutside(page, found);
      for (const fault of await findHtmlFaults(tree, page, { mayLag: isInterrupted })) await found(fault);
    }
    projectDone();
  }
  if (!isInterrupted) await checkRootPage(new Set([...projects, ...unread]), context);
  return { projects, files, bytes, isListed: (path) => listed.has(textDigest(path)), unread };
}

/** The files of a page that lie in the mirror's tree. */
export function listedFiles(page: SimpleProject): readonly ListedFile[] {
  return page.files.flatMap((file) => {
    const path = pathOf(file);
    return path === null ? [] : [{ project: page.name, path, file }];
  });
}

/** The link has to end with the name that it stands for. */
function pathOf({ url, filename }: SimpleFile): string | null {
  const path = pathOfRelativeFileUrl(url);
  return path?.endsWith(`/${filename}`) === true ? path : null;
}

async function tellLinksOutside(page: SimpleProject, found: SurveyContext['found']): Promise<void> {
  const path = `simple/${page.name}/${PAGE_FILES.v1Json}`;
  for (const file of page.files) {
    if (pathOf(file) !== null) continue;
    const subject = file.filename;
    await found({ kind: 'page-wrong', path, project: page.name, fault: 'leads-outside', subject });
  }
}

/** The list of all projects has to name those that have a page. */
async function checkRootPage(here: ReadonlySet<string>, { tree, found }: SurveyContext): Promise<void> {
  const path = `simple/${PAGE_FILES.v1Json}`;
  const read = await readText(tree, path);
  if (read.kind === 'unreadable') {
    return found({ kind: 'unreadable', path, project: null, reason: read.reason });
  }
  if (read.kind !== 'text') {
    return here.size === 0 ? undefined : found({ kind: read.kind, path, project: null });
  }
  const missing = new Set(here);
  let added: string | null = null;
  const reader = createSimpleRootReader((name) => {
    if (!missing.delete(name) && !here.has(name)) added ??= name;
  });
  reader.write(read.text);
  if (!reader.end()) {
    return found({ kind: 'unreadable', path, project: null, reason: 'it is no list of projects' });
  }
  const [first] = missing;
  const subject = first ?? added;
  if (subject !== null)
    await found({ kind: 'page-wrong', path, project: null, fault: 'root-differs', subject });
}
