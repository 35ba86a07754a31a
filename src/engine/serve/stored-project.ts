import { ProblemError } from '../../contract/problem';
import { type CoreMetadata, parseCoreMetadata } from '../../python-packaging/core-metadata';
import { readSimpleJson } from '../../python-packaging/simple-json-reader';
import type { SimpleProject } from '../../python-packaging/simple-page';
import { metadataPath, PAGE_FILES } from '../mirror/mirror-paths';
import { pathOfRelativeFileUrl } from '../mirror/page-urls';
import type { TreeView } from '../mirror/tree-view';
import type { Page, PageMemory } from './page-memory';
import type { Release } from './releases';
import { openServedFile } from './served-file';

/** Of what is longer, nothing is made: the largest page of PyPI has some 20 MB. */
const LARGEST_PAGE_BYTES = 64 * 1024 * 1024;
/** A METADATA of more than this holds somebody's whole manual. */
const LARGEST_METADATA_BYTES = 4 * 1024 * 1024;

/** The page in JSON of a project; `null` where the mirror has none that can be read. */
export async function findProjectPage(
  tree: TreeView,
  project: string,
  pages: PageMemory,
): Promise<Page | null> {
  const page = await pages.read(tree, `simple/${project}/${PAGE_FILES.v1Json}`);
  return page === null || page.body.byteLength > LARGEST_PAGE_BYTES ? null : page;
}

export function parseProjectPage(page: Page): SimpleProject | null {
  try {
    const result = readSimpleJson(JSON.parse(page.body.toString('utf8')));
    return result.ok ? result.page : null;
  } catch {
    return null;
  }
}

/** What the first wheel of a release that has its METADATA beside it says; `null` where there is none that can be read. */
export async function readReleaseMetadata(tree: TreeView, { files }: Release): Promise<CoreMetadata | null> {
  for (const file of files) {
    const path = file.coreMetadata === false ? null : pathOfRelativeFileUrl(file.url);
    const text = path === null ? null : await readText(tree, metadataPath(path));
    const result = text === null ? null : parseCoreMetadata(text);
    if (result?.ok === true) return result.metadata;
  }
  return null;
}

/** A page for people does without what is not given out. */
function ignoreDamage(error: unknown): null {
  if (error instanceof ProblemError) return null;
  throw error;
}

async function readText(tree: TreeView, path: string): Promise<string | null> {
  const file = await openServedFile(tree, path).catch(ignoreDamage);
  if (file === null) return null;
  try {
    return file.sizeBytes > LARGEST_METADATA_BYTES ? null : await file.handle.readFile('utf8');
  } finally {
    await file.handle.close();
  }
}
