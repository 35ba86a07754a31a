import { basename } from 'node:path';
import {
  type BundleFinding,
  type BundleManifest,
  nameOfBundle,
  type TransferProgress,
  type Who,
} from '../../contract/bundle';
import { type Problem, problemOf, refuse } from '../../contract/problem';
import { diskProblem } from '../files/disk-problems';
import { makeFolders } from '../files/make-folders';
import { exchangeState } from '../mirror/exchange-state';
import type { MirrorContents } from '../mirror/mirror-contents';
import { type MirrorPaths, mirrorPaths } from '../mirror/mirror-paths';
import type { MirrorWriter } from '../mirror/mirror-writer';
import { openMirrorWriter } from '../mirror/open-mirror';
import {
  type AppliedBundle,
  ensureMirrorId,
  readAppliedBundle,
  readStateText,
  writeStateText,
} from '../mirror/transfer-records';
import { FILE_SYSTEM_NAMES, type FileSystem, findMisfit, type SizedPath } from './drive/file-system-rules';
import { readVolume } from './drive/target-volume';
import { createTransferMeter } from './drive/transfer-meter';
import { isSameFingerprint } from './format/fingerprint';
import { type OpenedBundle, openBundle } from './format/open-bundle';
import { writeReceipt } from './format/receipt';
import type { SigningKey } from './format/signing-key';
import { carriedSums, readSums, type Sums, writeSums } from './format/sums';
import { beginGathering, gatherPart } from './take-in/gather-parts';
import { logFailedImport, logImport, readCarriedLog } from './take-in/log-import';
import { planExchange } from './take-in/plan-exchange';
import { takeInFiles } from './take-in/take-in-files';
import { findStrangers } from './verify-bundle';

export interface ImportOptions {
  /** The far mirror; made where it is not there yet. */
  readonly directory: string;
  /** The bundle's folder. */
  readonly from: string;
  /** What a person has compared, for a key that the mirror does not know yet; `null`: nothing. */
  readonly confirmedFingerprint: string | null;
  /** Go ahead where much of the mirror goes, or where it goes back to an older state. */
  readonly acceptsRemovals: boolean;
  /** That the mirror stands on; `null`: look. */
  readonly fileSystem: FileSystem | null;
  /** Signs the receipt. */
  readonly key: SigningKey;
  readonly program: string;
  readonly by: Who;
  readonly emit: (progress: TransferProgress) => void;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

export type ImportOutcome =
  | {
      readonly kind: 'imported';
      readonly manifest: BundleManifest;
      readonly fingerprint: string;
      /** Files that were changed on the far side by hand, and stay so. */
      readonly kept: readonly string[];
      /** Where the receipt is; the problem where it could not be written. */
      readonly receipt: { readonly path: string } | { readonly problem: Problem };
    }
  /** The mirror holds this state already. */
  | { readonly kind: 'unchanged'; readonly manifest: BundleManifest }
  /** A part was gathered; these are still to come, counted from 1. */
  | {
      readonly kind: 'waiting-for-parts';
      readonly manifest: BundleManifest;
      readonly missing: readonly number[];
    }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Takes a bundle into a mirror. Nothing of it is visible before signature, base and every hash were found right; then
 * everything is, in one step. May be stopped or killed at any time and begun again. Does not throw.
 */
export async function importBundle(options: ImportOptions): Promise<ImportOutcome> {
  const { directory, from, program, signal } = options;
  let bundle: OpenedBundle | null = null;
  try {
    bundle = await openBundle(from, { signal });
    await makeFolders(mirrorPaths(directory).directory).catch((error: unknown) => {
      throw diskProblem(error, { path: directory, operation: 'create' });
    });
    const { contents, writer } = await openMirrorWriter(directory, { program, signal });
    try {
      const farId = await ensureMirrorId(directory);
      const carriedLog = await readCarriedLog(bundle);
      const taken = await takeIn(bundle, { contents, writer, options });
      await logImport(taken.kind, { bundle, farId, carriedLog }, options);
      return taken.kind === 'imported' ? { ...taken, receipt: await leaveReceipt(options) } : taken;
    } finally {
      await writer.close();
    }
  } catch (error) {
    const problem = signal.aborted ? null : problemOf(error);
    await logFailedImport(bundle, problem, options);
    return problem === null ? { kind: 'cancelled' } : { kind: 'failed', problem };
  }
}

/** What became of it, before it is told. */
type TakenIn =
  | Omit<Extract<ImportOutcome, { readonly kind: 'imported' }>, 'receipt'>
  | Extract<ImportOutcome, { readonly kind: 'unchanged' | 'waiting-for-parts' }>;

interface FarMirror {
  readonly contents: MirrorContents;
  readonly writer: MirrorWriter;
  readonly options: ImportOptions;
}

async function takeIn(bundle: OpenedBundle, far: FarMirror): Promise<TakenIn> {
  const { contents, writer, options } = far;
  const { directory, emit, now, signal } = options;
  const { manifest } = bundle;
  const mirror = mirrorPaths(directory);
  const applied = await readAppliedBundle(directory);
  await judgeOrigin(bundle, applied, far);
  judgeKey(bundle, applied, options);
  if (applied?.stateDigest === manifest.state.digest && manifest.base !== null) {
    return { kind: 'unchanged', manifest };
  }
  judgeBase(bundle, applied);
  judgeAge(bundle, applied, options);
  const before = applied === null ? new Map() : await readBefore(directory, applied);
  const findings: BundleFinding[] = [...(await findStrangers(bundle, { signal }))];
  await beginGathering(mirror, manifest);
  const meter = createTransferMeter(now, emit);
  const judge = await createJudge(options);
  findings.push(...(await takeInFiles(bundle, { mirror, contents, writer, meter, judge, signal })));
  if (findings.length > 0) refuseDamaged(bundle, findings);
  const gathered = await gatherPart(mirror, bundle);
  if (gathered.missing.length > 0) {
    return { kind: 'waiting-for-parts', manifest, missing: gathered.missing };
  }
  meter.begin('place', { items: 1, bytes: 0 });
  const kept = await placeState({ bundle, mirror, writer, before, changed: gathered.sums, applied, options });
  return { kind: 'imported', manifest, fingerprint: bundle.fingerprint, kept };
}

/** A mirror is gone on with by exports of the same mirror alone; one that was synced here is nobody's copy. */
async function judgeOrigin(
  { directory, manifest }: OpenedBundle,
  applied: AppliedBundle | null,
  { contents, options }: FarMirror,
): Promise<void> {
  const { id, name } = manifest.mirror;
  if (applied !== null && applied.mirrorId !== id) {
    refuse('bundle-of-other-mirror', { directory, mirror: name, expected: `"${applied.mirrorName}"` });
  }
  if (applied !== null || (await contents.listProjects(options)).length === 0) return;
  refuse('bundle-of-other-mirror', {
    directory,
    mirror: name,
    expected: `"${basename(mirrorPaths(options.directory).directory)}", which was made on this side,`,
  });
}

function judgeKey(
  { directory, fingerprint }: OpenedBundle,
  applied: AppliedBundle | null,
  { confirmedFingerprint }: ImportOptions,
): void {
  if (confirmedFingerprint !== null) {
    if (isSameFingerprint(confirmedFingerprint, fingerprint)) return;
    refuse('bundle-key-other', { directory, fingerprint, expected: confirmedFingerprint });
  }
  if (applied === null) refuse('bundle-key-unconfirmed', { directory, fingerprint });
  else if (applied.fingerprint !== fingerprint) {
    refuse('bundle-key-other', { directory, fingerprint, expected: applied.fingerprint });
  }
}

function judgeBase({ directory, manifest }: OpenedBundle, applied: AppliedBundle | null): void {
  const { base } = manifest;
  if (base === null || applied?.stateDigest === base.stateDigest) return;
  const present = applied === null ? null : nameOfBundle(applied.bundleId);
  refuse('bundle-base-other', { directory, needed: nameOfBundle(base.bundleId), present });
}

/**
 * An older export in the place of a newer one would bring back what was mended since, and nobody would see it. A delta cannot:
 * it goes on from what the mirror holds.
 */
function judgeAge(
  { directory, manifest }: OpenedBundle,
  applied: AppliedBundle | null,
  { acceptsRemovals }: ImportOptions,
): void {
  const present = applied?.createdAt;
  if (acceptsRemovals || manifest.base !== null || present === undefined) return;
  if (applied?.stateDigest === manifest.state.digest) return;
  if (Date.parse(manifest.createdAt) >= Date.parse(present)) return;
  const { createdAt } = manifest;
  refuse('import-goes-back', { directory, createdAt, presentCreatedAt: present });
}

/** Of the same state in two exports, the later one counts: going on is held against it. */
function timeOfState({ createdAt, state }: BundleManifest, applied: AppliedBundle | null): string {
  const present = applied?.stateDigest === state.digest ? applied.createdAt : undefined;
  return present !== undefined && Date.parse(present) > Date.parse(createdAt) ? present : createdAt;
}

async function readBefore(directory: string, { stateDigest }: AppliedBundle): Promise<Sums> {
  const text = await readStateText(directory, stateDigest);
  return text === null
    ? refuse('bundle-unreadable', { directory, reason: 'its own record of what it holds is gone' })
    : readSums(text);
}

/** Refuses what the far side's own disk cannot hold, before anything is written on it. */
async function createJudge({ directory, fileSystem: known }: ImportOptions) {
  const fileSystem = known ?? (await readVolume(directory)).fileSystem;
  return (files: readonly SizedPath[]): void => {
    const misfit = findMisfit(fileSystem, files);
    if (misfit === null) return;
    const name = FILE_SYSTEM_NAMES[fileSystem];
    refuse('bundle-file-refused', { directory, path: misfit.path, fileSystem: name, reason: misfit.reason });
  };
}

const TOLD_FINDINGS = 10;

function refuseDamaged({ directory }: OpenedBundle, findings: readonly BundleFinding[]): never {
  const names = findings.slice(0, TOLD_FINDINGS).map(({ path, kind }) => `"${path}" ${IN_WORDS[kind]}`);
  return refuse('bundle-damaged', { directory, findings: findings.length, names });
}

const IN_WORDS: Readonly<Record<BundleFinding['kind'], string>> = {
  damaged: 'was changed',
  missing: 'is missing',
  'not-listed': 'does not belong there',
  'not-a-file': 'is a link or something else that is no file',
  unreadable: 'cannot be read',
};

interface Placing {
  readonly bundle: OpenedBundle;
  readonly mirror: MirrorPaths;
  readonly writer: MirrorWriter;
  readonly before: Sums;
  /** Of all parts. */
  readonly changed: Sums;
  readonly applied: AppliedBundle | null;
  readonly options: ImportOptions;
}

/** The one step: pages change over to the new state, and the record of it with them. */
async function placeState(placing: Placing): Promise<readonly string[]> {
  const { bundle, mirror, writer, changed, options } = placing;
  const { directory, now, signal } = options;
  const { manifest, fingerprint } = bundle;
  const { pages, exchange, state, kept } = await planExchange({
    mirror,
    manifest,
    before: placing.before,
    changed: carriedSums(changed),
    acceptsRemovals: options.acceptsRemovals,
    signal,
  });
  await writeStateText(directory, manifest.state.digest, writeSums(state));
  for (const path of exchange.replaced) await writer.forgetFile(path);
  const applied: AppliedBundle = {
    mirrorId: manifest.mirror.id,
    mirrorName: manifest.mirror.name,
    bundleId: manifest.bundleId,
    stateDigest: manifest.state.digest,
    fingerprint,
    importedAtMs: now(),
    createdAt: timeOfState(manifest, placing.applied),
  };
  await exchangeState(mirror, pages, { ...exchange, applied: JSON.stringify(applied) }, { signal });
  for (const path of exchange.removed) await writer.forgetFile(path);
  return kept;
}

/** A drive that cannot be written keeps nobody from importing. */
async function leaveReceipt({ directory, from, key, signal }: ImportOptions) {
  try {
    return { path: await writeReceipt({ directory, to: from, key, signal }) };
  } catch (error) {
    return { problem: problemOf(error) };
  }
}
