import { type Problem, problem } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { ProvenPackage } from '../../contract/proof';
import type { ProveProgress } from '../../contract/prove-state';
import type { Target } from '../../contract/target';
import { createTargetView } from '../closure/target-view';
import { targetPlanOf } from '../plan/target-plans';
import { readAllowlist, readConstraints } from '../profile/allowlist';
import { profilePath } from '../profile/profile-file';
import type { JudgedPage } from '../resolve/judge-page';
import { judgeStoredPage } from '../resolve/judge-stored-page';
import { type ResolvedTargets, resolveTargets } from '../resolve/resolve-targets';
import { checkFiles, type FileCheck, type NamedFile } from './check-files';
import { openMirrorUpstream } from './mirror-upstream';
import { type LockProof, proveLocks } from './prove-locks';

export interface SolveAgainOptions {
  readonly directory: string;
  readonly profile: Profile;
  readonly targets: readonly Target[];
  readonly emit: (progress: ProveProgress) => void;
  readonly signal: AbortSignal;
}

/** A target's solution out of the mirror alone, after its files were looked at. */
export interface SolvedTarget {
  readonly target: Target;
  readonly label: string;
  readonly problems: readonly Problem[];
  readonly packages: readonly ProvenPackage[];
}

/** Solves for each target against the mirror alone, and looks at every file of the solutions, each once. */
export async function solveAgain(options: SolveAgainOptions): Promise<readonly SolvedTarget[]> {
  const { directory, profile, targets, emit, signal } = options;
  const upstream = openMirrorUpstream(directory);
  const path = profilePath(directory);
  const allowlist = readAllowlist(profile.allowlist, path, { mayBeEmpty: profile.locks.length > 0 });
  const resolved = await resolveTargets({
    upstream,
    targets,
    roots: allowlist.entries,
    constraints: readConstraints(profile.constraints, path),
    policy: { prereleases: profile.options.prereleases, yanked: profile.rules.yanked },
    distributions: profile.options.distributions,
    // More versions than one need not fit together; the one that is installed has to.
    closure: { ...profile.closure, mode: 'resolved' },
    judge: async ({ page, project }) => judgeStoredPage(page, allowlist.byProject.get(project) ?? []),
    progressed: ({ asked, read }) => emit({ step: 'solve', done: read, total: asked, target: null }),
    signal,
  });
  const locks = await proveLocks(directory, profile, targets, resolved.store);
  const unread = unreadFiles(resolved);
  const checks = await checkFiles(new Map([...filesOf(resolved, locks), ...unread]), {
    directory,
    progressed: (files) => emit({ step: 'check-files', ...files, target: null }),
    signal,
  });
  return resolved.resolutions.map((resolution, index) => {
    const view = createTargetView(resolution.target, profile.options.distributions);
    const usable = [...unread.entries()].filter(([, { candidate }]) => view.canUse(candidate));
    return solvedTarget(resolution, locks[index] ?? NO_LOCKS, usable, checks);
  });
}

const NO_LOCKS: LockProof = { files: [], problems: [] };

/** `unread`: by filename, those that the target could use. */
function solvedTarget(
  resolution: ResolvedTargets['resolutions'][number],
  lock: LockProof,
  unread: readonly (readonly [string, UnreadFile])[],
  checks: ReadonlyMap<string, FileCheck>,
): SolvedTarget {
  const { label, problems } = targetPlanOf(resolution);
  const needed: readonly Needed[] = [
    ...resolution.needed.map(({ name, candidate, purpose }) => ({
      project: name,
      version: candidate.version.canonical,
      filename: candidate.file.filename,
      purpose,
    })),
    ...lock.files.map(({ project, version, candidate }) => ({
      project,
      version,
      filename: candidate.file.filename,
      purpose: 'lock' as const,
    })),
  ];
  const suspectFaults = new Map(
    unread.flatMap(([filename, { project }]) => {
      const fault = faultOf(filename, checks);
      return fault === null ? [] : [[project, fault] as const];
    }),
  );
  const said = problems.map((cause) => inWordsOfMirror(cause, suspectFaults));
  const faults = new Set([
    ...said.flatMap(({ fault }) => fault ?? []),
    ...needed.flatMap(({ filename }) => faultOf(filename, checks) ?? []),
  ]);
  return {
    target: resolution.target,
    label,
    problems: [...faults, ...said.map(({ cause }) => cause), ...lock.problems],
    packages: rightOf(needed, checks),
  };
}

function filesOf(
  { resolutions }: ResolvedTargets,
  locks: readonly LockProof[],
): ReadonlyMap<string, NamedFile> {
  const files = new Map<string, NamedFile>();
  for (const { name, candidate } of resolutions.flatMap(({ needed }) => needed)) {
    files.set(candidate.file.filename, { project: name, file: candidate.file });
  }
  for (const { project, candidate } of locks.flatMap((lock) => lock.files)) {
    files.set(candidate.file.filename, { project, file: candidate.file });
  }
  return files;
}

type Candidate = JudgedPage['kept'][number];

interface UnreadFile extends NamedFile {
  readonly candidate: Candidate;
}

/** Files that could not be chosen because nobody could read what they require: damage may be the cause. By filename. */
function unreadFiles({ store }: ResolvedTargets): ReadonlyMap<string, UnreadFile> {
  const files = new Map<string, UnreadFile>();
  for (const [project, { kept }] of store.judged) {
    for (const candidate of kept) {
      const { file } = candidate;
      if (store.metadataFaults.has(file.filename)) files.set(file.filename, { project, file, candidate });
    }
  }
  return files;
}

type Needed = Omit<ProvenPackage, 'sha256' | 'sizeBytes'>;

function faultOf(filename: string, checks: ReadonlyMap<string, FileCheck>): Problem | null {
  const check = checks.get(filename);
  return check?.kind === 'wrong' ? check.problem : null;
}

/**
 * The solver speaks to one who chooses from an upstream; here the index is the mirror, and mending it comes first. With
 * the fault of a file that may be the cause.
 */
function inWordsOfMirror(
  cause: Problem,
  suspectFaults: ReadonlyMap<string, Problem>,
): { readonly cause: Problem; readonly fault: Problem | null } {
  if (cause.code !== 'no-file-for-target' && cause.code !== 'requirements-conflict') {
    return { cause, fault: null };
  }
  const { project, facts } = cause.parameters;
  const fault = suspectFaults.get(project) ?? null;
  const remedy =
    fault === null
      ? `Make a new plan and sync. If the plan lacks it too: ${cause.parameters.remedy}`
      : 'Mend the file first: then this is no longer so.';
  const parameters = {
    ...cause.parameters,
    remedy,
    facts: facts.replaceAll('upstream has no project', 'the mirror has no project'),
  };
  return { cause: problem(cause.code, parameters), fault };
}

/** Each file once, for its first purpose. */
function rightOf(
  needed: readonly Needed[],
  checks: ReadonlyMap<string, FileCheck>,
): readonly ProvenPackage[] {
  const packages = new Map<string, ProvenPackage>();
  for (const entry of needed) {
    const check = checks.get(entry.filename);
    if (check?.kind !== 'right' || packages.has(entry.filename)) continue;
    const { sha256, sizeBytes } = check;
    packages.set(entry.filename, { ...entry, sha256, sizeBytes });
  }
  return [...packages.values()];
}
