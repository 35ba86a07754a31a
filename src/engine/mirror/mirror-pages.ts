import { lstat, readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isNormalizedName } from '../../python-packaging/name';
import { writeProjectHtml, writeRootHtml } from '../../python-packaging/simple-html-writer';
import { writeProjectJson, writeRootJson } from '../../python-packaging/simple-json-writer';
import type { SimpleProject } from '../../python-packaging/simple-page';
import { writeFilesAtomically } from '../files/atomic-write';
import { codeOf, diskProblem, isMissing } from '../files/disk-problems';
import { readBoundedFile } from '../files/read-file';
import { type MirrorPaths, PAGE_FILES } from './mirror-paths';
import type { TreeFolders } from './tree-folders';

/**
 * The forms of a page. JSON is the one by which a mirror knows what it lists: written last, when the others are there,
 * and removed last, so that a removal which was cut off is seen and made again.
 */
interface PageForms {
  readonly html: string;
  readonly json: string;
}

/** Writes a project's page in its three forms; what is the same already is left alone. Throws a disk problem. */
export async function writeProjectPages(
  paths: MirrorPaths,
  folders: TreeFolders,
  page: SimpleProject,
): Promise<void> {
  await writeForms(paths, folders, join(paths.simple, page.name), {
    html: writeProjectHtml(page),
    json: writeProjectJson(page),
  });
}

/** Lists every project folder that has a page, but for those that are about to go. */
export async function writeRootPages(
  paths: MirrorPaths,
  folders: TreeFolders,
  without: ReadonlySet<string>,
): Promise<void> {
  const entries = await readdir(paths.simple, { withFileTypes: true }).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw diskProblem(error, { path: paths.simple, operation: 'read' });
  });
  const names = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .filter(isNormalizedName)
    .filter((name) => !without.has(name))
    .sort();
  const listed = [];
  for (const name of names) {
    if (await hasPage(paths, name)) listed.push(name);
  }
  await writeForms(paths, folders, paths.simple, {
    html: writeRootHtml(listed),
    json: writeRootJson(listed),
  });
}

/** Takes a project's pages away; somebody else's file in the folder keeps the folder. Throws a disk problem. */
export async function removeProjectPages(paths: MirrorPaths, project: string): Promise<void> {
  if (!isNormalizedName(project)) throw new RangeError(`"${project}" is no normalised project name`);
  const folder = join(paths.simple, project);
  try {
    for (const form of [PAGE_FILES.html, PAGE_FILES.v1Html, PAGE_FILES.v1Json]) {
      await rm(join(folder, form), { force: true });
    }
    await rmdir(folder);
  } catch (error) {
    const isNotEmpty = ['ENOTEMPTY', 'EEXIST'].includes(codeOf(error) ?? '');
    if (!isMissing(error) && !isNotEmpty) throw diskProblem(error, { path: folder, operation: 'delete' });
  }
}

async function writeForms(
  paths: MirrorPaths,
  folders: TreeFolders,
  folder: string,
  { html, json }: PageForms,
): Promise<void> {
  let isNew: boolean;
  try {
    isNew = await folders.ensure(folder);
  } catch (error) {
    throw diskProblem(error, { path: folder, operation: 'create' });
  }
  const wanted = [
    { path: join(folder, PAGE_FILES.html), data: Buffer.from(html) },
    { path: join(folder, PAGE_FILES.v1Html), data: Buffer.from(html) },
    { path: join(folder, PAGE_FILES.v1Json), data: Buffer.from(json) },
  ];
  const changed = [];
  for (const form of wanted) if (isNew || !(await isSame(form.path, form.data))) changed.push(form);
  if (changed.length > 0) await writeFilesAtomically(changed, { temporaryDirectory: paths.temporary });
}

/** A page that stays the same keeps its time and costs no write on a slow drive. A link is none, whatever it leads to. */
async function isSame(path: string, wanted: Buffer): Promise<boolean> {
  const isLink = await lstat(path).then(
    (entry) => entry.isSymbolicLink(),
    () => false,
  );
  if (isLink) return false;
  const present = await readBoundedFile(path, { limitBytes: wanted.byteLength });
  return present?.equals(wanted) === true;
}

async function hasPage({ simple }: MirrorPaths, name: string): Promise<boolean> {
  const path = join(simple, name, PAGE_FILES.v1Json);
  return stat(path).then(
    (entry) => entry.isFile(),
    (error: unknown) => {
      if (isMissing(error)) return false;
      throw diskProblem(error, { path, operation: 'read' });
    },
  );
}
