import { createHash } from 'node:crypto';
import { storedTarGz } from './stored-tar-gz.mjs';
import { storedZip } from './stored-zip.mjs';

export const REQUIRES_PYTHON = '>=3.8';

const WHEEL = [
  'Wheel-Version: 1.0',
  'Generator: sandgrouse-sample-index 1.0',
  'Root-Is-Purelib: true',
  'Tag: py3-none-any',
];

/**
 * Returns the core metadata of a release: version 2.4, with the README as its description.
 *
 * @param {import('./read-projects.mjs').Project} project
 * @param {import('./read-projects.mjs').Release} release
 * @returns {Buffer} what a wheel carries as `METADATA` and a source archive as `PKG-INFO`
 */
export function coreMetadata(project, release) {
  const extras = Object.entries(release.extras).flatMap(([extra, lines]) => [
    `Provides-Extra: ${extra}`,
    ...lines.map((line) => `Requires-Dist: ${line}; extra == "${extra}"`),
  ]);
  const headers = [
    'Metadata-Version: 2.4',
    `Name: ${project.name}`,
    `Version: ${release.version}`,
    `Summary: ${project.summary}`,
    `Keywords: ${project.keywords.join(',')}`,
    'Author: The Sandgrouse authors',
    'License-Expression: MIT',
    'License-File: LICENSE',
    'Classifier: Programming Language :: Python :: 3',
    'Classifier: Operating System :: OS Independent',
    `Requires-Python: ${REQUIRES_PYTHON}`,
    ...release.dependencies.map((line) => `Requires-Dist: ${line}`),
    ...extras,
    'Description-Content-Type: text/markdown',
  ];
  return Buffer.concat([Buffer.from(lines([...headers, ''])), project.readme]);
}

/**
 * Returns the wheel of a release (binary distribution format 1.0), its `.dist-info` last as the format recommends.
 *
 * @param {import('./read-projects.mjs').Project} project
 * @param {import('./read-projects.mjs').Release} release
 * @param {Buffer} license text of the licence
 * @returns {{ filename: string, bytes: Buffer }}
 */
export function wheelOf(project, release, license) {
  const stem = fileStem(project, release);
  const distInfo = `${stem}.dist-info`;
  const entries = [
    ...release.files,
    { path: `${distInfo}/METADATA`, bytes: coreMetadata(project, release) },
    { path: `${distInfo}/WHEEL`, bytes: Buffer.from(lines(WHEEL)) },
    ...entryPoints(distInfo, release.scripts),
    { path: `${distInfo}/licenses/LICENSE`, bytes: license },
  ];
  const record = [...entries.map(recordLine), `${distInfo}/RECORD,,`];
  entries.push({ path: `${distInfo}/RECORD`, bytes: Buffer.from(lines(record)) });
  return { filename: `${stem}-py3-none-any.whl`, bytes: storedZip(entries, release.uploaded) };
}

/**
 * Returns the source archive of a release (PEP 625), or undefined when it offers none. It is built into a wheel by the
 * backend that it names, from its `PKG-INFO`.
 *
 * @param {import('./read-projects.mjs').Project} project
 * @param {import('./read-projects.mjs').Release} release
 * @param {Buffer} license text of the licence
 * @returns {{ filename: string, bytes: Buffer } | undefined}
 */
export function sourceArchiveOf(project, release, license) {
  if (release.sdist === undefined) return undefined;
  const stem = fileStem(project, release);
  const entries = [
    { path: 'LICENSE', bytes: license },
    { path: 'PKG-INFO', bytes: coreMetadata(project, release) },
    { path: 'README.md', bytes: project.readme },
    { path: 'pyproject.toml', bytes: Buffer.from(pyproject(project, release)) },
    ...release.files,
  ];
  const below = entries.map(({ path, bytes }) => ({ path: `${stem}/${path}`, bytes }));
  return { filename: `${stem}.tar.gz`, bytes: storedTarGz(below, release.uploaded) };
}

/** JSON's strings and arrays of strings are TOML's too. */
function pyproject(project, release) {
  return lines([
    '[build-system]',
    `requires = ${JSON.stringify(release.sdist['build-requires'])}`,
    `build-backend = ${JSON.stringify(release.sdist['build-backend'])}`,
    '',
    '[project]',
    `name = ${JSON.stringify(project.name)}`,
    `version = ${JSON.stringify(release.version)}`,
    `description = ${JSON.stringify(project.summary)}`,
    'readme = "README.md"',
    'license = "MIT"',
    `requires-python = ${JSON.stringify(REQUIRES_PYTHON)}`,
    `dependencies = ${JSON.stringify(release.dependencies)}`,
  ]);
}

function entryPoints(distInfo, scripts) {
  const commands = Object.entries(scripts).map(([command, target]) => `${command} = ${target}`);
  if (commands.length === 0) return [];
  return [
    { path: `${distInfo}/entry_points.txt`, bytes: Buffer.from(lines(['[console_scripts]', ...commands])) },
  ];
}

function recordLine({ path, bytes }) {
  return `${path},sha256=${createHash('sha256').update(bytes).digest('base64url')},${bytes.length}`;
}

function fileStem(project, release) {
  return `${project.name.replaceAll('-', '_')}-${release.version}`;
}

function lines(list) {
  return list.map((line) => `${line}\n`).join('');
}
