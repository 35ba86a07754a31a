import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import {
  BUNDLE_FORMAT,
  type BundleManifest,
  type ExportSelection,
  type ReadBack,
  type ScanVerdict,
  type TransferProgress,
  type Who,
} from '../../contract/bundle';
import { type Problem, problemOf, refuse } from '../../contract/problem';
import type { Profile } from '../../contract/profile';
import type { Clock } from '../files/clock';
import { mirrorPaths } from '../mirror/mirror-paths';
import { openMirrorWriter } from '../mirror/open-mirror';
import { logTransfer } from '../mirror/transfer-log';
import { ensureMirrorId, readMirrorId, writeStateText } from '../mirror/transfer-records';
import { readProfile } from '../profile/profile-file';
import { type BundleFolder, openBundleFolder } from './drive/bundle-folder';
import type { FileSystem } from './drive/file-system-rules';
import { readVolumeNumber } from './drive/target-volume';
import { createTransferMeter, type TransferMeter } from './drive/transfer-meter';
import { persevere } from './drive/wait-for-drive';
import { SUMS_FILENAME, TRANSFERS_FILENAME } from './format/bundle-paths';
import { writeManifest } from './format/manifest';
import type { SigningKey } from './format/signing-key';
import { writeSums } from './format/sums';
import { takeInReceipts } from './format/take-in-receipts';
import { carriedByPlan, entryOfExport, entryOfHappening, writeAllTransfers } from './format/transfer-entries';
import { findBase } from './plan/find-base';
import { judgePlace, refuseMisfits } from './plan/judge-place';
import { chosenTargets, type ExportPlan, type Extras, type PartChoice, planExport } from './plan/plan-export';
import type { ApplicationPlace } from './plan/survey-application';
import { copyFiles } from './write/copy-files';
import { findMissing } from './write/find-missing';
import { readBackFiles } from './write/read-back';
import { removeStrays } from './write/remove-strays';
import { scanBundle } from './write/scan-bundle';

export interface ExportOptions {
  /** The mirror. */
  readonly directory: string;
  /** The bundle's folder: new, empty, or with an export of the same mirror, which is brought up to date. */
  readonly to: string;
  readonly selection: ExportSelection;
  /** The base of a delta as `findBase` knows it; `null`: everything. */
  readonly since: string | null;
  readonly part: PartChoice | null;
  readonly extras: Extras;
  /** Files of this computer that stand beside the mirror, by their paths. */
  readonly tools: readonly string[];
  /** The application, where it goes along; `null`: it does not. */
  readonly application: ApplicationPlace | null;
  /** `null`: look. */
  readonly fileSystem: FileSystem | null;
  readonly readsBack: boolean;
  /** A scanner and its words; `null`: none. */
  readonly scan: readonly string[] | null;
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** When the mirror was last synced to its end; `null`: not known. */
  readonly syncedAtMs: number | null;
  readonly key: SigningKey;
  readonly program: string;
  readonly by: Who;
  readonly emit: (progress: TransferProgress) => void;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

export type ExportOutcome =
  /** Written, flushed, read back, sealed: the drive may go. */
  | {
      readonly kind: 'exported';
      readonly directory: string;
      readonly manifest: BundleManifest;
      /** In this folder, with what helps the far side. */
      readonly files: number;
      readonly bytes: number;
      readonly fingerprint: string;
    }
  /** What was copied stays, and the same export goes on with it. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** How far an export came, for the log. */
interface Seen {
  plan: ExportPlan | null;
}

/** Carries a mirror, or a part of it, to a folder. Holds the mirror's lock meanwhile. Does not throw. */
export async function exportBundle(options: ExportOptions): Promise<ExportOutcome> {
  const { directory, to, program, signal } = options;
  const seen: Seen = { plan: null };
  try {
    const volume = await readVolumeNumber(to);
    const profile = await readProfile(directory, { signal });
    const { contents, writer } = await openMirrorWriter(directory, { program, signal });
    try {
      const mirrorId = await ensureMirrorId(directory);
      const { since } = options;
      const base = since === null ? null : await findBase(directory, { mirrorId, named: since }, { signal });
      await takeInReceipts(directory, [...(since === null ? [] : [since]), to]);
      const mirror = mirrorPaths(directory);
      const extras = await withLogFile(directory, options.extras);
      const plan = await planExport({ ...options, mirror, contents, profile, mirrorId, base, extras });
      seen.plan = plan;
      return await write({ plan, mirrorId, profile, volume }, options);
    } finally {
      await writer.close();
    }
  } catch (error) {
    const problem = signal.aborted ? null : problemOf(error);
    await logUnfinished(seen, problem, options);
    return problem === null ? { kind: 'cancelled' } : { kind: 'failed', problem };
  }
}

/** What stood in the way of the export stands in the way of the log as well, and is told. */
async function logUnfinished(
  { plan }: Seen,
  problem: Problem | null,
  { directory, key, clock, by, program }: ExportOptions,
): Promise<void> {
  const side = plan === null ? null : await readMirrorId(directory).catch(() => null);
  if (plan === null || side === null) return;
  const bundle = carriedByPlan(plan, basename(mirrorPaths(directory).directory), key.fingerprint);
  const result = problem === null ? 'stopped' : 'failed';
  const happening = { transfer: 'exported', atMs: clock.now(), side, by, program } as const;
  const entry = entryOfHappening({ ...happening, result, problem, bundle });
  await logTransfer(directory, entry).catch(() => undefined);
}

/** What went out and came in on all sides, for whoever has to account for it on the far side. */
export async function withLogFile(directory: string, extras: Extras): Promise<Extras> {
  const log = { path: TRANSFERS_FILENAME, bytes: await writeAllTransfers(directory) };
  if (typeof extras !== 'function') return [...extras, log];
  return async (contents, context) => [...(await extras(contents, context)), log];
}

interface Prepared {
  readonly plan: ExportPlan;
  readonly mirrorId: string;
  readonly profile: Profile;
  /** That it is written to. */
  readonly volume: number | null;
}

async function write(
  { plan, mirrorId, profile, volume }: Prepared,
  options: ExportOptions,
): Promise<ExportOutcome> {
  const { key, clock, emit, signal } = options;
  const place = await judgePlace(options.directory, options.to, mirrorId);
  await refuseMisfits(place.directory, plan.files, options.fileSystem);
  const meter = createTransferMeter(clock.now, emit);
  const folder = await openBundleFolder(place.directory, { mirrorId, owned: place.owned, volume });
  const sums = Buffer.from(writeSums(new Map(plan.files.map(({ path, sha256 }) => [path, sha256]))));
  const readBack = await fill({ plan, folder, meter, sums }, options);
  const scan = await scanned(folder, meter, options);
  meter.begin('seal', { items: 1, bytes: 0 });
  const manifest = describe(plan, { mirrorId, profile, readBack, scan, sums }, options);
  const content = Buffer.from(writeManifest(manifest));
  const signature = Buffer.from(key.sign(content));
  let sealed = 0;
  await persevere({ folder, meter, clock, doneCount: () => sealed, signal }, async () => {
    await folder.seal(content, signature);
    sealed += 1;
  });
  await remember(plan, manifest, options);
  return {
    kind: 'exported',
    directory: place.directory,
    manifest,
    files: plan.files.length,
    bytes: plan.bytes,
    fingerprint: key.fingerprint,
  };
}

interface Filling {
  readonly plan: ExportPlan;
  readonly folder: BundleFolder;
  readonly meter: TransferMeter;
  readonly sums: Uint8Array;
}

/** A drive on which the same bytes are wrong so many times is broken. */
const MOST_ROUNDS = 3;

/** Copies what is missing and reads everything back, until it is right. */
async function fill(filling: Filling, options: ExportOptions): Promise<ReadBack> {
  const { plan, folder, meter, sums } = filling;
  const { clock, readsBack, signal } = options;
  let done = 0;
  const round = (hashes: boolean): Promise<ReadBack | null> => {
    const context = { folder, meter, hashes, signal };
    return persevere({ ...context, clock, doneCount: () => done }, async () => {
      meter.begin('survey', { items: plan.files.length, bytes: 0 });
      const missing = await findMissing(plan.files, context, { trustsCopies: readsBack });
      const bytes = missing.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      meter.begin('copy', { items: missing.length, bytes });
      await copyFiles(missing, context, () => {
        done += 1;
      });
      await removeStrays(folder, new Set(plan.files.map(({ path }) => path)), { signal });
      await folder.writeTop(SUMS_FILENAME, sums);
      if (!readsBack) return 'skipped';
      meter.begin('read-back', { items: plan.files.length, bytes: plan.bytes });
      const { wrong, isPastCache } = await readBackFiles(plan.files, context);
      if (wrong.length === 0) return isPastCache ? 'past-cache' : 'through-cache';
      // They are read again before they count as there.
      await folder.note(wrong.map(({ path }) => ({ path, sha256: null })));
      return null;
    });
  };
  for (let rounds = 0; rounds < MOST_ROUNDS; rounds += 1) {
    // What was wrong is hashed on its way: it may have been so in the mirror already.
    const readBack = await round(!readsBack || rounds > 0);
    if (readBack !== null) return readBack;
  }
  return refuse('disk-failed', {
    path: folder.directory,
    operation: 'keep what was written to',
    cause: 'files read back are not what they were, each time',
  });
}

async function scanned(
  { directory }: BundleFolder,
  meter: TransferMeter,
  { scan, variables, signal }: ExportOptions,
): Promise<ScanVerdict> {
  if (scan === null) return null;
  meter.begin('scan', { items: 1, bytes: 0 });
  return scanBundle({ command: scan, folder: directory, variables, signal });
}

interface Described {
  readonly mirrorId: string;
  readonly profile: Profile;
  readonly readBack: ReadBack;
  readonly scan: ScanVerdict;
  readonly sums: Uint8Array;
}

function describe(plan: ExportPlan, described: Described, options: ExportOptions): BundleManifest {
  const { mirrorId, profile, readBack, scan, sums } = described;
  const { directory, clock, program, by, syncedAtMs, selection } = options;
  return {
    format: BUNDLE_FORMAT,
    bundleId: plan.bundleId,
    mirror: { id: mirrorId, name: basename(mirrorPaths(directory).directory) },
    createdAt: new Date(clock.now()).toISOString(),
    program,
    by,
    upstreamUrl: profile.upstreamUrl,
    syncedAt: syncedAtMs === null ? null : new Date(syncedAtMs).toISOString(),
    selection,
    targets: chosenTargets(profile, selection),
    projects: plan.projects,
    state: plan.state,
    base: plan.base,
    removals: plan.removals,
    part: plan.part,
    sumsSha256: createHash('sha256').update(sums).digest('hex'),
    readBack,
    scan,
  };
}

/** So that the next delta can go on from here. */
async function remember(
  { state, stateSums }: ExportPlan,
  manifest: BundleManifest,
  { directory, key, by }: ExportOptions,
): Promise<void> {
  await writeStateText(directory, state.digest, writeSums(stateSums));
  await logTransfer(directory, entryOfExport(manifest, by, key.fingerprint));
}
