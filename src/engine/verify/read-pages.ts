import type { Finding, PageFaultKind } from '../../contract/verification';
import type { NormalizedName } from '../../python-packaging/name';
import { readSimpleHtml } from '../../python-packaging/simple-html-reader';
import { writeProjectHtml } from '../../python-packaging/simple-html-writer';
import { readSimpleJson } from '../../python-packaging/simple-json-reader';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import { PAGE_FILES } from '../mirror/mirror-paths';
import { parseHtmlPage } from '../upstream/html-page';
import type { PlainTree } from './plain-files';

/** Above the largest page of PyPI by far. */
const LARGEST_PAGE_BYTES = 256 * 1024 * 1024;

export type PageReading =
  | { readonly kind: 'page'; readonly page: SimpleProject }
  /** Nothing of a page is there: an empty folder, or somebody's own. */
  | { readonly kind: 'none' }
  | { readonly kind: 'wrong'; readonly finding: Finding };

/** The page by which a mirror knows what a project has. */
export async function readPage(tree: PlainTree, project: NormalizedName): Promise<PageReading> {
  const path = `simple/${project}/${PAGE_FILES.v1Json}`;
  const wrong = (finding: Finding): PageReading => ({ kind: 'wrong', finding });
  const unreadable = (reason: string): PageReading => wrong({ kind: 'unreadable', path, project, reason });
  const read = await readText(tree, path);
  switch (read.kind) {
    case 'missing': {
      const html = await tree.lookAt(`simple/${project}/${PAGE_FILES.html}`);
      return html.kind === 'missing' ? { kind: 'none' } : wrong({ kind: 'missing', path, project });
    }
    case 'not-a-file':
      return wrong({ kind: 'not-a-file', path, project });
    case 'unreadable':
      return unreadable(read.reason);
    case 'text': {
      const parsed = readSimpleJson(parseJson(read.text));
      if (!parsed.ok) return unreadable(parsed.error.message);
      const { page } = parsed;
      if (page.name === project) return { kind: 'page', page };
      return wrong({ kind: 'page-wrong', path, project, fault: 'other-project', subject: page.name });
    }
  }
}

/**
 * What is wrong with the pages for installers that read HTML, held against the one in JSON. `mayLag`: a sync was cut off,
 * so that one of them may already list what the other does not yet; of what both list they have to tell the same.
 */
export async function findHtmlFaults(
  tree: PlainTree,
  page: SimpleProject,
  { mayLag }: { readonly mayLag: boolean },
): Promise<readonly Finding[]> {
  const project = page.name;
  const wanted = writeProjectHtml(page);
  const findings: Finding[] = [];
  for (const name of [PAGE_FILES.html, PAGE_FILES.v1Html]) {
    const path = `simple/${project}/${name}`;
    const fault = (kind: PageFaultKind, subject: string | null): Finding => ({
      kind: 'page-wrong',
      path,
      project,
      fault: kind,
      subject,
    });
    const read = await readText(tree, path);
    if (read.kind === 'unreadable') findings.push({ kind: 'unreadable', path, project, reason: read.reason });
    else if (read.kind === 'not-a-file') findings.push({ kind: 'not-a-file', path, project });
    else if (read.kind === 'missing') findings.push(fault('html-missing', null));
    else if (read.text !== wanted) {
      const subject = findDifference(page, read.text, mayLag);
      if (subject !== null) findings.push(fault('html-differs', subject));
    }
  }
  return findings;
}

/** The first file that the page in HTML tells otherwise of, or not; `null` where both say the same in other words. */
function findDifference(page: SimpleProject, html: string, mayLag: boolean): string | null {
  const parsed = parseHtmlPage(html);
  const read = parsed === null ? null : readSimpleHtml(page.name, parsed.anchors, parsed.metas);
  const files = read?.ok === true ? read.page.files : [];
  const told = new Map(files.map((file) => [file.filename, factsOf(file)]));
  for (const file of page.files) {
    const facts = told.get(file.filename);
    if (facts === undefined ? !mayLag : facts !== factsOf(file)) return file.filename;
  }
  if (mayLag) return null;
  const listed = new Set(page.files.map(({ filename }) => filename));
  return files.find(({ filename }) => !listed.has(filename))?.filename ?? null;
}

/** What both forms of a page can tell, and an installer goes by. */
function factsOf({ url, hashes, requiresPython, yanked, coreMetadata }: SimpleFile): string {
  return JSON.stringify([url, hashes.sha256, requiresPython || null, yanked !== false, coreMetadata]);
}

type Text =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'not-a-file' }
  | { readonly kind: 'unreadable'; readonly reason: string };

/** A page of the tree as text. */
export async function readText(tree: PlainTree, path: string): Promise<Text> {
  const standing = await tree.lookAt(path);
  if (standing.kind !== 'file') return standing;
  try {
    const content = await tree.read(path, LARGEST_PAGE_BYTES);
    if (content === null) return { kind: 'unreadable', reason: 'it is too large for a page' };
    return { kind: 'text', text: content.toString('utf8') };
  } catch (error) {
    return { kind: 'unreadable', reason: await tree.reasonOf(error) };
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
