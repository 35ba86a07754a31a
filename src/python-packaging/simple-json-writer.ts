import { parseDistributionFilename } from './filename';
import type { NormalizedName } from './name';
import type { SimpleFile, SimpleProject } from './simple-page';
import { SIMPLE_API_VERSION } from './simple-page-result';
import { compareVersions, type Version } from './version';

const META = { 'api-version': SIMPLE_API_VERSION };

/** A project's page in JSON: equal pages give equal texts. */
export function writeProjectJson(page: SimpleProject): string {
  return writeJson({
    meta: META,
    name: page.name,
    ...(page.status === null ? {} : { 'project-status': writeStatus(page.status) }),
    versions: page.versions ?? versionsOf(page),
    files: page.files.map(writeFile),
  });
}

/** The list of all projects in JSON. */
export function writeRootJson(names: readonly NormalizedName[]): string {
  return writeJson({ meta: META, projects: [...new Set(names)].sort().map((name) => ({ name })) });
}

function writeStatus({ status, reason }: NonNullable<SimpleProject['status']>): object {
  return reason === null ? { status } : { status, reason };
}

/** `dist-info-metadata` is left out on purpose: pip 22.3 to 23.0 fails on it (PEP 714). */
function writeFile(file: SimpleFile): object {
  const { coreMetadata, yanked } = file;
  return {
    filename: file.filename,
    url: file.url,
    hashes: Object.fromEntries(
      Object.entries(file.hashes).sort(([left], [right]) => (left < right ? -1 : 1)),
    ),
    ...(file.requiresPython === null ? {} : { 'requires-python': file.requiresPython }),
    ...(file.sizeBytes === null ? {} : { size: file.sizeBytes }),
    ...(file.uploadTime === null ? {} : { 'upload-time': file.uploadTime }),
    'core-metadata':
      coreMetadata === false ? false : coreMetadata.sha256 === null || { sha256: coreMetadata.sha256 },
    yanked: yanked === false ? false : (yanked.reason ?? true),
  };
}

/** PEP 700 wants the list; a page that came without one has the versions of its files. */
function versionsOf({ name, files }: SimpleProject): readonly string[] {
  const versions = new Map<string, Version>();
  for (const file of files) {
    const parsed = parseDistributionFilename(file.filename, name);
    if (parsed.kind === 'wheel' || parsed.kind === 'sdist')
      versions.set(parsed.version.canonical, parsed.version);
  }
  return [...versions.values()].sort(compareVersions).map((version) => version.canonical);
}

function writeJson(value: object): string {
  return `${JSON.stringify(value)}\n`;
}
