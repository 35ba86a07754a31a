import { nameOfBundle } from '../../contract/bundle';
import {
  type CarryState,
  type ExportChoice,
  type ExportForecast,
  TRANSFER_BEGINS,
} from '../../contract/carry-state';
import { findFileSystem } from '../../engine/export/drive/drive-file-system';
import type { FileSystem } from '../../engine/export/drive/file-system-rules';
import { exportBundle } from '../../engine/export/export-bundle';
import { forecastExport } from '../../engine/export/forecast-export';
import { openSigningKey } from '../../engine/export/format/signing-key';
import type { ApplicationPlace } from '../../engine/export/plan/survey-application';
import { isCancelled } from '../../engine/files/interruption';
import { createHandOver, type HandOver } from '../../engine/handover/hand-over';
import { systemWho } from '../../engine/mirror/history-file';
import type { Environment } from '../../engine/run/environment';
import { readPlanReasons } from '../../engine/run/plan-reasons';
import { readRunRecord } from '../../engine/run/run-record';
import type { Transfer } from './transfers';

export interface ExportParts {
  /** The application's own folder, with its key. */
  readonly dataDirectory: string;
  /** The text of the server that travels. */
  readonly serverScript: string;
  /** What goes along where a person wants the application itself on the drive. */
  readonly application: ApplicationPlace;
  readonly environment: Environment;
}

export interface Exporting {
  readonly forecast: (
    mirror: string,
    choice: ExportChoice,
    options: { readonly signal: AbortSignal },
  ) => Promise<ExportForecast>;
  readonly transfer: (mirror: string, choice: ExportChoice) => Transfer<CarryState>;
}

/** Exports in this program's name, with its key. */
export function exportHere(parts: ExportParts): Exporting {
  const program = programOf(parts);
  return {
    forecast: async (directory, choice, { signal }) => {
      const { handOver } = await prepare(directory, choice, parts, signal);
      const fileSystem = await fileSystemHere(choice.to, signal);
      const { part, tools } = choice.extras;
      const application = applicationFor(choice, parts);
      const facts = { directory, ...choice, extras: handOver, part, tools, application };
      return forecastExport({ ...facts, fileSystem, program, signal });
    },
    transfer: (directory, choice) => ({
      working: (progress) => ({ status: 'exporting', choice, progress }),
      failed: (problem) => ({ status: 'failed', choice, problem }),
      run: (options) => runExport(directory, choice, parts, options),
    }),
  };
}

/** What the system's list of drives knows and a look does not tell; `null`: look. */
export function fileSystemHere(folder: string, signal: AbortSignal): Promise<FileSystem | null> {
  return findFileSystem(folder, { platform: process.platform, variables: process.env, signal });
}

export function programOf({ environment }: Pick<ExportParts, 'environment'>): string {
  return `Sandgrouse ${environment.version}`;
}

function applicationFor({ extras }: ExportChoice, { application }: ExportParts): ApplicationPlace | null {
  return extras.withApplication ? application : null;
}

async function prepare(directory: string, choice: ExportChoice, parts: ExportParts, signal: AbortSignal) {
  const { dataDirectory, serverScript } = parts;
  const key = await openSigningKey(dataDirectory, { signal });
  const syncedAtMs = (await readRunRecord(directory))?.lastCompleteAtMs ?? null;
  const reasons = await readPlanReasons(directory, { signal });
  const { fingerprint } = key;
  const approval = { osvPath: choice.extras.osvPath, reasons };
  const handOver: HandOver = createHandOver({
    serverScript,
    syncedAtMs,
    program: programOf(parts),
    fingerprint,
    approval,
  });
  return { key, syncedAtMs, handOver };
}

async function runExport(
  directory: string,
  choice: ExportChoice,
  parts: ExportParts,
  { emit, signal }: Parameters<Transfer<CarryState>['run']>[0],
): Promise<CarryState> {
  let progress = TRANSFER_BEGINS;
  const { key, syncedAtMs, handOver } = await prepare(directory, choice, parts, signal);
  const { part, tools, scan } = choice.extras;
  const outcome = await exportBundle({
    directory,
    ...choice,
    part,
    extras: handOver,
    tools,
    application: applicationFor(choice, parts),
    fileSystem: await fileSystemHere(choice.to, signal),
    scan,
    variables: process.env,
    syncedAtMs,
    key,
    program: programOf(parts),
    by: systemWho('window'),
    emit: (told) => {
      progress = told;
      emit(told);
    },
    clock: parts.environment.clock,
    signal,
  });
  switch (outcome.kind) {
    case 'failed':
      return { status: 'failed', choice, problem: outcome.problem };
    case 'cancelled':
      return isCancelled(signal) ? { status: 'idle' } : { status: 'paused', choice, progress };
    case 'exported': {
      const { manifest, files, bytes, fingerprint } = outcome;
      const { base, readBack, bundleId, part } = manifest;
      const result = {
        directory: outcome.directory,
        bundleName: nameOfBundle(bundleId),
        part: part.number,
        parts: part.parts.length,
        files,
        bytes,
        baseName: base === null ? null : nameOfBundle(base.bundleId),
        readBack,
        fingerprint,
      };
      return { status: 'exported', choice, result };
    }
  }
}
