import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { coreMetadata, REQUIRES_PYTHON, sourceArchiveOf, wheelOf } from './distribution-files.mjs';
import { readProjects } from './read-projects.mjs';
import { projectHtml, projectJson, rootHtml, rootJson } from './simple-pages.mjs';

const FINGERPRINT = 'fingerprint.txt';

/**
 * Builds the sample index of a checkout into `targetFolder`, in the layout that pip reads over `file://`:
 * `simple/<name>/index.html` and `index.v1_json`, `packages/…` with `.metadata` beside each wheel. The bytes depend on
 * the sources alone. The finished folder appears in one step; it is left alone when nothing has changed since.
 *
 * @param {{ checkoutFolder: string, targetFolder: string }} folders
 * @returns {Promise<{ outcome: 'built' | 'up-to-date', projectCount: number }>}
 */
export async function buildSampleIndex({ checkoutFolder, targetFolder }) {
  const sourceFolder = join(checkoutFolder, 'sample-index');
  const licensePath = join(checkoutFolder, 'LICENSE');
  const fingerprint = await fingerprintOf([sourceFolder, import.meta.dirname], [licensePath]);
  const projects = await readProjects(join(sourceFolder, 'sources'));
  if (await carries(targetFolder, fingerprint))
    return { outcome: 'up-to-date', projectCount: projects.length };

  const license = await readFile(licensePath);
  const tree = new Map(projects.flatMap((project) => projectTree(project, license)));
  tree.set('simple/index.html', rootHtml(projects));
  tree.set('simple/index.v1_json', rootJson(projects));
  tree.set('suggested-allowlist.txt', await readFile(join(sourceFolder, 'suggested-allowlist.txt')));
  tree.set(FINGERPRINT, `${fingerprint}\n`);
  await replaceFolder(targetFolder, tree, fingerprint);
  return { outcome: 'built', projectCount: projects.length };
}

/** The paths and contents that one project adds to the tree. */
function projectTree(project, license) {
  const listed = [];
  const tree = [];
  for (const release of project.releases) {
    const metadata = coreMetadata(project, release);
    const sourceArchive = sourceArchiveOf(project, release, license);
    const wheel = listedFile(wheelOf(project, release, license), release, metadata);
    const files = sourceArchive === undefined ? [wheel] : [wheel, listedFile(sourceArchive, release)];
    tree.push([`packages/${wheel.path}.metadata`, metadata]);
    for (const file of files) tree.push([`packages/${file.path}`, file.bytes]);
    listed.push(...files);
  }
  tree.push([`simple/${project.name}/index.html`, projectHtml(project, listed)]);
  tree.push([`simple/${project.name}/index.v1_json`, projectJson(project, listed)]);
  return tree;
}

/** Files lie where PyPI would put them: below two pairs of digits and the rest of their digest. */
function listedFile({ filename, bytes }, release, metadata) {
  const digest = sha256(bytes);
  return {
    filename,
    bytes,
    path: [digest.slice(0, 2), digest.slice(2, 4), digest.slice(4), filename].join('/'),
    sha256: digest,
    sizeBytes: bytes.length,
    uploaded: release.uploaded,
    requiresPython: REQUIRES_PYTHON,
    yanked: release.yanked,
    metadataSha256: metadata === undefined ? undefined : sha256(metadata),
  };
}

async function replaceFolder(folder, tree, fingerprint) {
  const beside = `${folder}.building-${process.pid}`;
  try {
    for (const [path, content] of tree) {
      await mkdir(dirname(join(beside, path)), { recursive: true });
      await writeFile(join(beside, path), content);
    }
    await rm(folder, { recursive: true, force: true });
    await rename(beside, folder);
  } catch (error) {
    await rm(beside, { recursive: true, force: true });
    // A second build of the same sources may have been the faster one; its folder is as good as ours.
    if (!(await carries(folder, fingerprint))) throw error;
  }
}

async function carries(folder, fingerprint) {
  try {
    return (await readFile(join(folder, FINGERPRINT), 'utf8')).trim() === fingerprint;
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

/** One digest over everything that the index is made from, the makers included. */
async function fingerprintOf(folders, files) {
  const paths = [...files];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const inFolder = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    paths.push(...inFolder.sort());
  }
  const lines = paths.map(async (path) => `${sha256(await readFile(path))} ${relative(folders[0], path)}`);
  return sha256((await Promise.all(lines)).join('\n'));
}

function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
