import type { PlanNotice } from '../../contract/plan-summary';
import { type Problem, problem } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import { projectVersions } from '../closure/project-versions';
import type { TargetView } from '../closure/target-view';
import { readKeptLock } from '../inputs/kept-lock';
import type { LockedPackage } from '../inputs/lock';
import { selectLocked } from '../inputs/select-locked';
import type { TargetPackage } from '../plan/plan';
import type { TargetUse } from '../plan/want-target-files';
import type { ClosureStore } from '../resolve/closure-store';
import type { Candidate } from '../selection/candidate';

export interface PlanLocksOptions {
  readonly directory: string;
  readonly profile: Profile;
  readonly store: ClosureStore;
  readonly views: readonly TargetView[];
  readonly signal: AbortSignal;
}

export interface LockedWants {
  readonly uses: readonly (readonly [NormalizedName, TargetUse])[];
  readonly targets: ReadonlyMap<
    string,
    { readonly packages: readonly TargetPackage[]; readonly problems: readonly Problem[] }
  >;
  readonly notices: readonly PlanNotice[];
}

/** The files that the kept locks name, by hash: nothing is solved, and nothing else will do. */
export async function planLocks(options: PlanLocksOptions): Promise<LockedWants> {
  const collected = new Collected();
  for (const reference of options.profile.locks) {
    const { label, lock } = await readKeptLock(options.directory, reference.path);
    const projects = new Set(lock.packages.map(({ name }) => name));
    await Promise.all([...projects].map((name) => options.store.load({ kind: 'project', name })));
    if (reference.files === 'all' || options.views.length === 0) {
      for (const entry of selectLocked(lock, null)) collected.takeAll(label, entry, options.store);
      continue;
    }
    for (const view of options.views) {
      for (const entry of selectLocked(lock, view.environment)) {
        collected.takeFor(view, label, entry, options.store, lock.reach.kind === 'unknown');
      }
    }
  }
  return collected;
}

/** A file of a page that a lock may mean, and whether its hash says so. */
function matching(entry: LockedPackage, store: ClosureStore): readonly Candidate[] {
  const page = store.judged.get(entry.name);
  const candidates = page === undefined ? [] : [...page.kept, ...page.dropped.keys()];
  const hashes = new Set(entry.files.flatMap(({ sha256 }) => sha256));
  const names = new Set(
    entry.files.filter(({ sha256 }) => sha256.length === 0).map(({ filename }) => filename),
  );
  return candidates.filter(({ file }) => {
    const sha256 = file.hashes.sha256;
    if (sha256 !== undefined && hashes.size > 0) return hashes.has(sha256);
    return (
      names.has(file.filename) ||
      (sha256 === undefined && entry.files.some((each) => each.filename === file.filename))
    );
  });
}

class Collected implements LockedWants {
  readonly uses: (readonly [NormalizedName, TargetUse])[] = [];
  readonly targets = new Map<string, { packages: TargetPackage[]; problems: Problem[] }>();
  readonly notices: PlanNotice[] = [];

  /** Every file that the lock has of a release, whoever may use it. */
  takeAll(lock: string, entry: LockedPackage, store: ClosureStore): void {
    const found = matching(entry, store);
    const names = new Set(found.map(({ file }) => file.filename));
    for (const candidate of found) this.use('', lock, entry, candidate);
    const missing = entry.files.find(({ filename }) => filename !== null && !names.has(filename));
    if (missing !== undefined || found.length === 0) {
      const filename = missing?.filename ?? entry.name;
      const reason = 'upstream has no such file with its hash';
      const { name: project, version } = entry;
      const cause = problem('locked-file-missing', {
        lock,
        project,
        version: version ?? '',
        filename,
        reason,
      });
      this.notices.push({ severity: 'error', project, problem: cause });
    }
  }

  /** The one file of a release that a target installs. */
  takeFor(view: TargetView, lock: string, entry: LockedPackage, store: ClosureStore, mayLack: boolean): void {
    const { releases } = projectVersions(entry.name, matching(entry, store), new Map());
    const candidate = releases.map((release) => view.chosenFile(release)).find((file) => file !== null);
    const target = this.targetOf(view.target.id);
    if (candidate === undefined) {
      if (mayLack) return;
      const reason =
        releases[0] === undefined
          ? 'upstream has no file of it with a hash of the lock'
          : view.whyUnusable(releases[0]);
      const { name: project, version } = entry;
      const filename = entry.files[0]?.filename ?? project;
      target.problems.push(
        problem('locked-file-missing', { lock, project, version: version ?? '', filename, reason }),
      );
      return;
    }
    this.use(view.target.id, lock, entry, candidate);
    target.packages.push({
      project: entry.name,
      version: candidate.version.canonical,
      filename: candidate.file.filename,
      purpose: 'lock',
      requiredBy: [{ project: '', version: null, requirement: lock }],
      passedOver: [],
    });
  }

  private use(target: string, lock: string, { name }: LockedPackage, candidate: Candidate): void {
    const chain = [{ project: '', version: null, requirement: lock }];
    this.uses.push([name, { target, purpose: 'lock', chain, candidate }]);
  }

  private targetOf(id: string): { packages: TargetPackage[]; problems: Problem[] } {
    const known = this.targets.get(id) ?? { packages: [], problems: [] };
    this.targets.set(id, known);
    return known;
  }
}
