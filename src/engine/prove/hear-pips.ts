import { type Problem, problem } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { PipVerdict, TargetProof } from '../../contract/proof';
import type { ProveProgress } from '../../contract/prove-state';
import { describePip } from '../../contract/texts/english-proof';
import { readAllowlist, readConstraints } from '../profile/allowlist';
import { profilePath } from '../profile/profile-file';
import { askPip } from './ask-pip';
import type { PythonWithPip } from './find-pythons';
import { mirrorIndexUrl } from './mirror-upstream';
import type { SolvedTarget } from './solve-again';

/** For one target, and for one batch of files. */
const PIP_TIMEOUT_MS = 10 * 60_000;

export interface HearPipsOptions {
  readonly directory: string;
  readonly profile: Profile;
  readonly emit: (progress: ProveProgress) => void;
  /** `null`: no pip is asked. */
  readonly findPythons:
    | ((options: { readonly signal: AbortSignal }) => Promise<readonly PythonWithPip[]>)
    | null;
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

/** Asks the pips of this computer about each target that is complete so far. */
export async function hearPips(
  solved: readonly SolvedTarget[],
  options: HearPipsOptions,
): Promise<readonly TargetProof[]> {
  const { emit, findPythons, signal } = options;
  let pythons: readonly PythonWithPip[] = [];
  if (findPythons !== null && solved.some(({ problems }) => problems.length === 0)) {
    emit({ step: 'find-pythons', done: 0, total: 1, target: null });
    pythons = await findPythons({ signal });
  }
  const proofs: TargetProof[] = [];
  for (const entry of solved) {
    if (pythons.length > 0 && entry.problems.length === 0) {
      emit({ step: 'ask-pip', done: proofs.length, total: solved.length, target: entry.label });
    }
    const pip = await hearPip(entry, pythons, options);
    const problems = [...entry.problems, ...problemsOf(entry.label, pip)];
    const { target, label, packages } = entry;
    proofs.push({ id: target.id, label, complete: problems.length === 0, problems, pip, packages });
  }
  return proofs;
}

async function hearPip(
  { target, problems, packages }: SolvedTarget,
  pythons: readonly PythonWithPip[],
  { directory, profile, findPythons, variables, signal }: HearPipsOptions,
): Promise<PipVerdict> {
  if (problems.length > 0) return { kind: 'not-asked', reason: 'incomplete' };
  if (findPythons === null) return { kind: 'not-asked', reason: 'switched-off' };
  const path = profilePath(directory);
  const roots = readAllowlist(profile.allowlist, path, { mayBeEmpty: true }).entries;
  return askPip({
    target,
    packages,
    roots: roots.map(({ text }) => text),
    constraints: readConstraints(profile.constraints, path).map(({ text }) => text),
    prereleases: profile.options.prereleases === 'always',
    indexUrl: mirrorIndexUrl(directory),
    pythons,
    variables,
    timeoutMs: PIP_TIMEOUT_MS,
    signal,
  });
}

function problemsOf(target: string, verdict: PipVerdict): readonly Problem[] {
  if (verdict.kind !== 'refuses') return [];
  return [problem('pip-refused', { target, pip: describePip(verdict.pip), output: verdict.output })];
}
