import { stat } from 'node:fs/promises';
import type { Act, RecordAct } from '../../contract/history';
import { type Problem, problemOf, refuse } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import { PROOF_VERSION, type Proof } from '../../contract/proof';
import type { Target } from '../../contract/target';
import { describeTarget } from '../../contract/target-presets';
import { causeOf } from '../mirror/cause-of';
import { mirrorPaths } from '../mirror/mirror-paths';
import { settleMirror } from '../mirror/open-mirror';
import { writeProofFiles } from '../mirror/proof-files';
import { profileDigest, readProfile } from '../profile/profile-file';
import { type HearPipsOptions, hearPips } from './hear-pips';
import { renderProofPage } from './proof-page';
import { solveAgain } from './solve-again';

export interface ProveMirrorOptions extends Omit<HearPipsOptions, 'profile'> {
  /** Ids; `null` for all targets of the mirror. */
  readonly targetIds: readonly string[] | null;
  /** Who proves, with a version. */
  readonly program: string;
  readonly now: () => number;
  readonly recordAct: RecordAct;
}

export type ProveOutcome =
  /** `unsaved`: why the proof could not be kept in the folder, as on a medium that can only be read; else `null`. */
  | { readonly kind: 'proven'; readonly proof: Proof; readonly unsaved: Problem | null }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Proves for each target that everything that is asked for can be installed from the mirror alone, and keeps the proof in
 * the mirror's folder as `proof.json` and `proof.html`, where the folder takes them. Does not throw.
 */
export async function proveMirror(options: ProveMirrorOptions): Promise<ProveOutcome> {
  const outcome = await attempt(options);
  const act = actOf(outcome);
  if (act !== null) await options.recordAct(options.directory, act);
  return outcome;
}

/** One that was stopped left everything as it was. */
function actOf(outcome: ProveOutcome): Act | null {
  switch (outcome.kind) {
    case 'proven': {
      const { complete, targets } = outcome.proof;
      return { act: 'proven', complete, targets: targets.length };
    }
    case 'cancelled':
      return null;
    case 'failed':
      return { act: 'prove-failed', cause: causeOf(outcome.problem) };
  }
}

async function attempt(options: ProveMirrorOptions): Promise<ProveOutcome> {
  const { signal } = options;
  try {
    const proof = await prove(options);
    options.emit({ step: 'write', done: 0, total: 1, target: null });
    return { kind: 'proven', proof, unsaved: await save(proof, options) };
  } catch (error) {
    if (signal.aborted) return { kind: 'cancelled' };
    return { kind: 'failed', problem: problemOf(error) };
  }
}

/** Gives the disk's problem instead of throwing it: what was found out is true all the same. */
async function save(proof: Proof, { directory, signal }: ProveMirrorOptions): Promise<Problem | null> {
  const json = `${JSON.stringify(proof, null, 1)}\n`;
  try {
    await writeProofFiles(directory, { json, page: renderProofPage(proof) }, { signal });
    return null;
  } catch (error) {
    const found = problemOf(error);
    if (signal.aborted || !found.code.startsWith('disk-')) throw error;
    return found;
  }
}

async function prove(options: ProveMirrorOptions): Promise<Proof> {
  const { directory, signal, emit } = options;
  const profile = await readProfile(directory, { signal });
  await settleMirror(directory, options);
  const targets = chooseTargets(directory, profile, options.targetIds);
  const hasPages = await stat(mirrorPaths(directory).simple).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
  if (!hasPages) refuse('nothing-to-serve', { directory });
  const solved = await solveAgain({ directory, profile, targets, emit, signal });
  const proven = await hearPips(solved, { ...options, profile });
  const chosen = new Set(targets.map(({ id }) => id));
  return {
    version: PROOF_VERSION,
    createdAtMs: options.now(),
    program: options.program,
    upstreamUrl: profile.upstreamUrl,
    profileDigest: profileDigest(profile),
    complete: proven.every(({ complete }) => complete),
    leftOut: profile.targets.filter(({ id }) => !chosen.has(id)).map(describeTarget),
    targets: proven,
  };
}

function chooseTargets(
  directory: string,
  { targets }: Profile,
  ids: readonly string[] | null,
): readonly Target[] {
  if (targets.length === 0) refuse('mirror-without-targets', { directory });
  if (ids === null) return targets;
  const known = targets.map(({ id }) => id);
  const unknown = ids.find((id) => !known.includes(id));
  if (unknown !== undefined) refuse('target-unknown', { target: unknown, known: known.join(', ') });
  return targets.filter(({ id }) => ids.includes(id));
}
