import { mkdir, readdir, readFile, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNormalizedName } from '../../python-packaging/name';
import { writeProjectHtml, writeRootHtml } from '../../python-packaging/simple-html-writer';
import { writeProjectJson, writeRootJson } from '../../python-packaging/simple-json-writer';
import type { SimpleProject } from '../../python-packaging/simple-page';
import { writeFileAtomically } from '../files/atomic-write';
import { diskProblem, isMissing } from '../files/disk-problems';
import type { MirrorPaths } from './mirror-paths';

export const PROJECT_PAGE_JSON = 'index.v1_json';

/** The three forms of a page. The one that readers of a mirror's own pages trust is written last, and removed first. */
interface PageForms {
  readonly html: string;
  readonly json: string;
}

export async function writeProjectPages(paths: MirrorPaths, page: SimpleProject): Promise<void> {
  await writeForms(paths, join(paths.simple, page.name), {
    html: writeProjectHtml(page),
    json: writeProjectJson(page),
  });
}

/** Lists every project folder that has a page, but for those that are about to go. */
export async function writeRootPages(paths: MirrorPaths, without: ReadonlySet<string>): Promise<void> {
  const folders = await readdir(paths.simple, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw diskProblem(error, { path: paths.simple, operation: 'read' });
  });
  const names = folders
    .filter((folder) => folder.isDirectory())
    .map((folder) => folder.name)
    .filter(isNormalizedName)
    .filter((name) => !without.has(name))
    .sort();
  const listed = [];
  for (const name of names) {
    if (await exists(join(paths.simple, name, PROJECT_PAGE_JSON))) listed.push(name);
  }
  await writeForms(paths, paths.simple, { html: writeRootHtml(listed), json: writeRootJson(listed) });
}

export async function removeProjectPages(paths: MirrorPaths, project: string): Promise<void> {
  if (!isNormalizedName(project)) throw new RangeError(`"${project}" is no normalised project name`);
  const folder = join(paths.simple, project);
  try {
    for (const form of [PROJECT_PAGE_JSON, 'index.v1_html', 'index.html'])
      await rm(join(folder, form), { force: true });
    await rmdir(folder);
  } catch (error) {
    // Somebody else's file in the folder keeps it; the project is unlisted all the same.
    if (!isMissing(error) && !isNotEmpty(error))
      throw diskProblem(error, { path: folder, operation: 'delete' });
  }
}

async function writeForms(paths: MirrorPaths, folder: string, { html, json }: PageForms): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
  } catch (error) {
    throw diskProblem(error, { path: folder, operation: 'create' });
  }
  await writeIfChanged(paths, join(folder, 'index.html'), html);
  await writeIfChanged(paths, join(folder, 'index.v1_html'), html);
  await writeIfChanged(paths, join(folder, PROJECT_PAGE_JSON), json);
}

/** A page that stays the same keeps its time and its ETag, and costs no write on a slow drive. */
async function writeIfChanged({ temporary }: MirrorPaths, path: string, text: string): Promise<void> {
  const before = await readFile(path, 'utf8').catch(() => null);
  if (before !== text) await writeFileAtomically(path, text, { temporaryDirectory: temporary });
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const isNotEmpty = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOTEMPTY' || error.code === 'EEXIST');
