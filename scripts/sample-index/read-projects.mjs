import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * One release of a sample project, as `project.json` states it, with its package files read in.
 *
 * @typedef {object} Release
 * @property {string} version
 * @property {Date} uploaded
 * @property {readonly string[]} dependencies PEP 508 lines
 * @property {Readonly<Record<string, readonly string[]>>} extras PEP 508 lines without markers, by extra
 * @property {Readonly<Record<string, string>>} scripts `module:function` by console command
 * @property {string | false} yanked the reason, or false
 * @property {{ 'build-requires': readonly string[], 'build-backend': string } | undefined} sdist
 * @property {readonly { path: string, bytes: Buffer }[]} files of its packages, paths with slashes, sorted
 */

/**
 * @typedef {object} Project
 * @property {string} name normalised (PEP 503)
 * @property {string} summary
 * @property {readonly string[]} keywords
 * @property {{ status: string, reason: string } | undefined} status PEP 792
 * @property {Buffer} readme Markdown
 * @property {readonly Release[]} releases oldest first
 */

/**
 * Reads every sample project below `sourceFolder`, sorted by name.
 *
 * @param {string} sourceFolder
 * @returns {Promise<readonly Project[]>}
 */
export async function readProjects(sourceFolder) {
  const names = (await readdir(sourceFolder)).sort();
  return Promise.all(names.map((name) => readProject(join(sourceFolder, name), name)));
}

async function readProject(folder, name) {
  const stated = JSON.parse(await readFile(join(folder, 'project.json'), 'utf8'));
  if (stated.name !== name)
    throw new Error(`"${folder}" says that its name is "${stated.name}". Make both equal.`);
  return {
    name,
    summary: stated.summary,
    keywords: stated.keywords,
    status: stated.status,
    readme: await readFile(join(folder, 'README.md')),
    releases: await Promise.all(stated.releases.map((release) => readRelease(folder, release))),
  };
}

async function readRelease(folder, stated) {
  const uploaded = new Date(stated.uploaded);
  if (Number.isNaN(uploaded.getTime())) {
    throw new Error(
      `"${folder}" states no time of upload for "${stated.version}". Write it as 2026-01-31T06:00:00Z.`,
    );
  }
  return {
    version: stated.version,
    uploaded,
    dependencies: stated.dependencies ?? [],
    extras: stated.extras ?? {},
    scripts: stated.scripts ?? {},
    yanked: stated.yanked ?? false,
    sdist: stated.sdist,
    files: await readPackageFiles(join(folder, stated.source ?? 'src')),
  };
}

async function readPackageFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // Whoever imported from the sources has left byte code beside them.
  const kept = entries.filter((entry) => entry.isFile() && !entry.parentPath.endsWith('__pycache__'));
  const paths = kept.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Promise.all(
    paths.map(async (path) => ({
      path: path.replaceAll('\\', '/'),
      bytes: await readFile(join(folder, path)),
    })),
  );
}
