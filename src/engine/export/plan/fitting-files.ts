import type { Target } from '../../../contract/target';
import { parseDistributionFilename } from '../../../python-packaging/filename';
import type { NormalizedName } from '../../../python-packaging/name';
import type { SimpleFile } from '../../../python-packaging/simple-page';
import { contains, parseSpecifierSet } from '../../../python-packaging/specifier';
import { createTagRanking } from '../../../python-packaging/supported-tags';
import { tagsOfTarget } from '../../../python-packaging/target-environment';
import { parseVersion, type Version } from '../../../python-packaging/version';

/**
 * Whether one of the targets could install a file, by its tags and its Requires-Python. Source distributions fit every
 * target: what is in the mirror was asked for, and this only leaves out what is of no use to anybody there.
 */
export function createFileFit(
  targets: readonly Target[],
): (file: SimpleFile, project: NormalizedName) => boolean {
  const views = targets.map((target) => ({
    rank: createTagRanking(tagsOfTarget(target)),
    python: parseVersion(target.pythonVersion.replace(/\+$/, '')),
  }));
  return (file, project) => {
    const parsed = parseDistributionFilename(file.filename, project);
    return views.some(({ rank, python }) => {
      if (!acceptsPython(file.requiresPython, python)) return false;
      return parsed.kind === 'wheel' ? rank(parsed.tags) !== null : parsed.kind === 'sdist';
    });
  };
}

/** What cannot be read keeps nobody out, as installers have it. */
function acceptsPython(text: string | null, python: Version | null): boolean {
  if (text === null || python === null) return true;
  const parsed = parseSpecifierSet(text);
  return !parsed.ok || contains(parsed.specifiers, python, { prereleases: true });
}
