import { lstat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type ExportSelection, nameOfBundle } from '../../contract/bundle';
import type { ExportForecast } from '../../contract/carry-state';
import { type Problem, ProblemError } from '../../contract/problem';
import { mirrorPaths } from '../mirror/mirror-paths';
import { openMirrorWriter } from '../mirror/open-mirror';
import { ensureMirrorId } from '../mirror/transfer-records';
import { readProfile } from '../profile/profile-file';
import { FILE_SYSTEM_NAMES, type FileSystem } from './drive/file-system-rules';
import { readVolume } from './drive/target-volume';
import { withLogFile } from './export-bundle';
import { looksLikeBundle } from './format/open-bundle';
import { findBase } from './plan/find-base';
import { judgePlace, refuseMisfits } from './plan/judge-place';
import { type ExportPlan, type Extras, type PartChoice, planExport } from './plan/plan-export';
import type { ApplicationPlace } from './plan/survey-application';

export interface ForecastOptions {
  /** The mirror. */
  readonly directory: string;
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
  readonly program: string;
  readonly signal: AbortSignal;
}

/**
 * What an export would be, and what keeps it from being written there. Holds the mirror's lock meanwhile; writes nothing
 * at the place. Throws what planning an export throws.
 */
export async function forecastExport(options: ForecastOptions): Promise<ExportForecast> {
  const { directory, to, since, program, signal } = options;
  const profile = await readProfile(directory, { signal });
  const { contents, writer } = await openMirrorWriter(directory, { program, signal });
  try {
    const mirrorId = await ensureMirrorId(directory);
    const base = since === null ? null : await findBase(directory, { mirrorId, named: since }, { signal });
    const mirror = mirrorPaths(directory);
    const extras = await withLogFile(directory, options.extras);
    const facts = { mirror, contents, profile, mirrorId, base, extras };
    const plan = await planExport({ ...options, ...facts });
    const volume = await readVolume(await nearestFolder(to));
    return {
      to,
      projects: plan.projects,
      files: plan.files.length,
      bytes: plan.bytes,
      part: plan.part.number,
      parts: plan.part.parts.length,
      removals: plan.removals.length,
      baseName: base === null ? null : nameOfBundle(base.bundleId),
      freeBytes: volume.freeBytes,
      fileSystem: FILE_SYSTEM_NAMES[options.fileSystem ?? volume.fileSystem],
      goesOn: await looksLikeBundle(to),
      refusal: await findRefusal(plan, mirrorId, options),
    };
  } finally {
    await writer.close();
  }
}

async function findRefusal(
  plan: ExportPlan,
  mirrorId: string,
  { directory, to, fileSystem }: ForecastOptions,
): Promise<Problem | null> {
  try {
    const place = await judgePlace(directory, to, mirrorId);
    await refuseMisfits(place.directory, plan.files, fileSystem);
    return null;
  } catch (error) {
    if (error instanceof ProblemError) return error.problem;
    throw error;
  }
}

/** What is asked of a drive needs a folder that is there. */
async function nearestFolder(folder: string): Promise<string> {
  return (await lstat(folder).catch(() => null)) === null ? dirname(folder) : folder;
}
