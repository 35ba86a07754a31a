import { type Problem, problem } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import { createTargetView, type TargetView } from '../closure/target-view';
import { type KeptLock, readKeptLock } from '../inputs/kept-lock';
import type { Lock, LockedPackage } from '../inputs/lock';
import { selectLocked } from '../inputs/select-locked';
import type { ClosureStore } from '../resolve/closure-store';
import type { JudgedPage } from '../resolve/judge-page';

type Candidate = JudgedPage['kept'][number];

export interface LockedFile {
  readonly project: string;
  readonly version: string;
  readonly candidate: Candidate;
}

export interface LockProof {
  readonly files: readonly LockedFile[];
  readonly problems: readonly Problem[];
}

/** Looks, target by target, whether the mirror has what its locks name. The answers are in the order of the targets. */
export async function proveLocks(
  directory: string,
  { locks, options }: Profile,
  targets: readonly TargetView['target'][],
  store: ClosureStore,
): Promise<readonly LockProof[]> {
  const read: KeptLock[] = [];
  for (const { path } of locks) {
    const kept = await readKeptLock(directory, path);
    await Promise.all(kept.lock.packages.map(({ name }) => store.load({ kind: 'project', name })));
    read.push(kept);
  }
  return targets.map((target) => {
    const view = createTargetView(target, options.distributions);
    const proofs = read.flatMap(({ label, lock }) =>
      selectLocked(lock, view.environment).map((entry) => proveEntry(label, lock, entry, view, store)),
    );
    return {
      files: proofs.flatMap(({ files }) => files),
      problems: proofs.flatMap(({ problems }) => problems),
    };
  });
}

function proveEntry(
  label: string,
  { reach }: Lock,
  entry: LockedPackage,
  view: TargetView,
  store: ClosureStore,
): LockProof {
  const candidates = store.judged.get(entry.name)?.kept ?? [];
  const fitting = candidates.filter((candidate) => view.canUse(candidate) && isMeant(entry, candidate));
  const [best] = fitting.sort((left, right) => rankOf(left, view) - rankOf(right, view));
  if (best !== undefined) {
    const { name: project } = entry;
    return { files: [{ project, version: best.version.canonical, candidate: best }], problems: [] };
  }
  // Such a lock does not tell for whom an entry is.
  if (reach.kind === 'unknown') return { files: [], problems: [] };
  const missing = problem('locked-file-missing', {
    lock: label,
    project: entry.name,
    version: entry.version ?? '',
    filename: entry.files[0]?.filename ?? entry.name,
    reason: whyNone(entry, candidates, view),
  });
  return { files: [], problems: [missing] };
}

/** What was put in the place of a locked file is told apart from what is not there. */
function whyNone({ files }: LockedPackage, candidates: readonly Candidate[], view: TargetView): string {
  const names = new Set(files.map(({ filename }) => filename));
  const other = candidates.find((found) => names.has(found.file.filename) && view.canUse(found));
  return other === undefined
    ? `the mirror has no file of it that the target "${view.target.id}" can use`
    : `the mirror has "${other.file.filename}" with another SHA-256, ${other.file.hashes.sha256 ?? 'none'}`;
}

/** Wheels by their tags, then source distributions. */
function rankOf(candidate: Candidate, view: TargetView): number {
  return view.wheelRank(candidate) ?? Number.MAX_SAFE_INTEGER;
}

/** By hash where the lock has one, else by name. */
function isMeant({ files }: LockedPackage, { file }: Candidate): boolean {
  return files.some(({ sha256, filename }) =>
    sha256.length > 0 ? sha256.includes(file.hashes.sha256 ?? '') : filename === file.filename,
  );
}
