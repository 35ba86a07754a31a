import type { Target } from '../../contract/target';
import { formatPylock, type LockedPackage } from '../../python-packaging/pylock-writer';
import { formatPinnedRequirements, type PinnedRequirement } from '../../python-packaging/requirements-writer';
import { environmentOf } from '../../python-packaging/target-environment';
import { TARGET_FILE_MARK } from '../mirror/target-files';
import type { TargetPackage, TargetPlan } from '../plan/plan';
import type { FinishedFile } from './finished-files';

/**
 * For each target that gets everything, its set as a lock file (PEP 751) and as a requirements file with hashes, by name. A
 * target that lacks something has neither: what it says would not install.
 */
export function targetFiles(
  plans: readonly TargetPlan[],
  targets: readonly Target[],
  finished: ReadonlyMap<string, FinishedFile>,
): ReadonlyMap<string, string> {
  const texts = new Map<string, string>();
  for (const target of targets) {
    const planned = plans.find((entry) => entry.id === target.id);
    const set = planned === undefined ? null : installedSet(planned, finished);
    if (set === null || set.length === 0) continue;
    texts.set(`pylock.${target.id}.toml`, pylockText(target, set));
    texts.set(`requirements.${target.id}.txt`, requirementsText(planned?.label ?? target.id, set));
  }
  return texts;
}

interface SetEntry extends FinishedFile {
  readonly package: TargetPackage;
}

/** One file a project; `null` when something is missing. What locks name counts where nothing was solved. */
function installedSet(
  { complete, packages }: TargetPlan,
  finished: ReadonlyMap<string, FinishedFile>,
): readonly SetEntry[] | null {
  if (!complete) return null;
  const byProject = new Map<string, SetEntry>();
  const ranked = [...packages].sort((left, right) => rankOf(left) - rankOf(right));
  for (const entry of ranked) {
    if (rankOf(entry) > 1 || byProject.has(entry.project)) continue;
    const file = finished.get(entry.filename);
    if (file === undefined) return null;
    byProject.set(entry.project, { ...file, package: entry });
  }
  return [...byProject.values()];
}

/** A wheel that is installed, its sdist, what a lock names; everything else is no part of the set. */
function rankOf({ purpose, filename }: TargetPackage): number {
  if (purpose === 'install') return filename.endsWith('.whl') ? 0 : 0.5;
  return purpose === 'lock' ? 1 : 2;
}

function pylockText(target: Target, set: readonly SetEntry[]): string {
  return formatPylock({
    createdBy: 'sandgrouse',
    environment: environmentOf(target),
    packages: set.map(
      ({ package: entry, planned, stored }): LockedPackage => ({
        name: entry.project,
        version: entry.version,
        indexUrl: null,
        file: {
          kind: entry.filename.endsWith('.whl') ? 'wheel' : 'sdist',
          filename: entry.filename,
          place: { path: `web/${stored.path}` },
          sizeBytes: stored.sizeBytes,
          uploadTime: planned.file.uploadTime,
          sha256: stored.sha256,
        },
      }),
    ),
  }).replace(
    /^/,
    `# ${TARGET_FILE_MARK}. Paths start at this file: it installs from the mirror beside it.\n`,
  );
}

function requirementsText(label: string, set: readonly SetEntry[]): string {
  return formatPinnedRequirements(
    set.map(
      ({ package: entry, stored }): PinnedRequirement => ({
        name: entry.project,
        version: entry.version,
        marker: null,
        sha256: [stored.sha256],
        comments: [...new Set(entry.requiredBy.map(({ project }) => project))].map((project) =>
          project === '' ? 'asked for' : `required by ${project}`,
        ),
      }),
    ),
    [
      `${TARGET_FILE_MARK}, for ${label}.`,
      'Install with: pip install --index-url ADDRESS-OF-THE-MIRROR/simple/ --require-hashes -r THIS-FILE',
    ],
  );
}
