import { realpath } from 'node:fs/promises';
import { nameOfBundle } from '../../contract/bundle';
import type { BundleFacts, BundleState } from '../../contract/carry-state';
import { openBundle } from '../../engine/export/format/open-bundle';
import { openSigningKey } from '../../engine/export/format/signing-key';
import { importBundle } from '../../engine/export/import-bundle';
import { verifyBundle } from '../../engine/export/verify-bundle';
import { systemWho } from '../../engine/mirror/history-file';
import { readAppliedBundle } from '../../engine/mirror/transfer-records';
import { type ExportParts, fileSystemHere, programOf } from './export-here';
import type { Transfer } from './transfers';

export interface ImportChoice {
  readonly mirror: string;
  readonly fingerprint: string | null;
  readonly acceptsRemovals: boolean;
}

export interface Importing {
  readonly check: (directory: string) => Transfer<BundleState>;
  readonly transfer: (directory: string, choice: ImportChoice) => Transfer<BundleState>;
}

export interface ImportParts extends Omit<ExportParts, 'serverScript' | 'application'> {
  /** Puts a mirror that took something in on the list. */
  readonly add: (mirror: string) => void;
}

/** Takes in what others exported, in this program's name. */
export function importHere(parts: ImportParts): Importing {
  const failed: Transfer<BundleState>['failed'] = (problem) => ({ status: 'failed', problem });
  const { now } = parts.environment.clock;
  return {
    check: (directory) => ({
      working: (progress) => ({ status: 'checking', progress }),
      failed,
      run: async ({ emit, signal }) => {
        try {
          return { status: 'checked', report: await verifyBundle({ directory, emit, now, signal }) };
        } catch (error) {
          if (signal.aborted) return { status: 'cancelled' };
          throw error;
        }
      },
    }),
    transfer: (directory, choice) => ({
      working: (progress) => ({ status: 'importing', progress }),
      failed,
      run: (options) => runImport(directory, choice, parts, options),
    }),
  };
}

async function runImport(
  from: string,
  { mirror, fingerprint, acceptsRemovals }: ImportChoice,
  parts: ImportParts,
  { emit, signal }: Parameters<Transfer<BundleState>['run']>[0],
): Promise<BundleState> {
  const { clock } = parts.environment;
  const outcome = await importBundle({
    directory: mirror,
    from,
    confirmedFingerprint: fingerprint,
    acceptsRemovals,
    fileSystem: await fileSystemHere(mirror, signal),
    key: await openSigningKey(parts.dataDirectory, { signal }),
    program: programOf(parts),
    by: systemWho('window'),
    emit,
    now: clock.now,
    signal,
  });
  switch (outcome.kind) {
    case 'failed':
      return { status: 'failed', problem: outcome.problem };
    case 'cancelled':
      return { status: 'cancelled' };
    case 'unchanged':
      return { status: 'unchanged', mirror };
    case 'waiting-for-parts':
      return { status: 'waiting-for-parts', missing: outcome.missing };
    case 'imported': {
      const { kept, receipt } = outcome;
      parts.add(mirror);
      return { status: 'imported', mirror, kept, receipt };
    }
  }
}

export interface ReadFactsOptions {
  /** The mirrors that one of them may go on with. */
  readonly mirrors: readonly string[];
  readonly suggestFolder: (name: string) => Promise<string>;
  readonly signal: AbortSignal;
}

/** What a bundle says of itself, and what it means on this computer. Throws what `openBundle` throws. */
export async function readBundleFacts(
  directory: string,
  { mirrors, suggestFolder, signal }: ReadFactsOptions,
): Promise<BundleFacts> {
  const { manifest, fingerprint } = await openBundle(directory, { signal });
  const { mirror, base, part, state } = manifest;
  return {
    directory: await realpath(directory),
    bundleName: nameOfBundle(manifest.bundleId),
    mirrorName: mirror.name,
    createdAt: manifest.createdAt,
    upstreamUrl: manifest.upstreamUrl,
    fingerprint,
    targets: manifest.targets.map(({ label }) => label),
    projects: manifest.projects,
    stateFiles: state.files,
    bytes: part.parts[part.number - 1]?.bytes ?? 0,
    part: part.number,
    parts: part.parts.length,
    baseName: base === null ? null : nameOfBundle(base.bundleId),
    removals: manifest.removals.length,
    goesOnWith: await findSuccessor(mirror.id, mirrors),
    suggestedDirectory: await suggestFolder(mirror.name),
  };
}

async function findSuccessor(
  mirrorId: string,
  mirrors: readonly string[],
): Promise<BundleFacts['goesOnWith']> {
  for (const mirror of mirrors) {
    const applied = await readAppliedBundle(mirror).catch(() => null);
    if (applied?.mirrorId === mirrorId) return { mirror, fingerprint: applied.fingerprint };
  }
  return null;
}
