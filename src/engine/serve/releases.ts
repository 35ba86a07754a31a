import { parseDistributionFilename } from '../../python-packaging/filename';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import {
  compareVersions,
  isPrerelease,
  parseVersion,
  shortestText,
  type Version,
} from '../../python-packaging/version';

/** The files of one version on a project's page. */
export interface Release {
  readonly version: Version;
  readonly files: readonly SimpleFile[];
}

/** The releases of a page, newest first. Files whose name tells no version (an egg, say) belong to none. */
export function releasesOf(page: SimpleProject): readonly Release[] {
  const releases = new Map<string, { readonly version: Version; readonly files: SimpleFile[] }>();
  for (const file of page.files) {
    const parsed = parseDistributionFilename(file.filename, page.name);
    if (parsed.kind !== 'wheel' && parsed.kind !== 'sdist') continue;
    const release = releases.get(parsed.version.canonical) ?? { version: parsed.version, files: [] };
    release.files.push(file);
    releases.set(parsed.version.canonical, release);
  }
  return [...releases.values()].sort((left, right) => compareVersions(right.version, left.version));
}

/**
 * The release that stands for the project, as PyPI chooses it: the newest that is neither yanked nor a pre-release, or
 * else the newest that is not yanked, or else the newest.
 */
export function newestRelease(releases: readonly Release[]): Release | null {
  const offered = releases.filter((release) => !isYanked(release));
  return offered.find(({ version }) => !isPrerelease(version)) ?? offered[0] ?? releases[0] ?? null;
}

/** PEP 592 yanks files; a release is yanked when all of its files are. */
export function isYanked({ files }: Release): boolean {
  return files.every(({ yanked }) => yanked !== false);
}

/** One word for all the ways to write a version that is asked for: `1.0`, `1.00`, `v1`; empty where none is. */
export function versionWord(text: string | null): string {
  const version = text === null ? null : parseVersion(text);
  return version === null ? '' : shortestText(version);
}
