import type { AdoptionProgress, AdoptionReport, AdoptionSurvey } from '../../../contract/adoption';
import { isWholeAdoption } from '../../../contract/adoption';
import type { RecordAct } from '../../../contract/history';
import { type Problem, problemOf, refuse } from '../../../contract/problem';
import type { NormalizedName } from '../../../python-packaging/name';
import { type MirrorPaths, mirrorPaths } from '../../mirror/mirror-paths';
import {
  findOlderProjects,
  type OlderProject,
  type OlderProjects,
} from '../../mirror/older-tree/find-projects';
import { removeLeftovers, replaceLegacyLinks } from '../../mirror/older-tree/older-tree';
import { isBandersnatchTree, refuseStrangeTree, surveyTree } from '../../mirror/older-tree/survey-tree';
import { keepTally } from '../../mirror/older-tree/tally';
import { openMirrorWriter } from '../../mirror/open-mirror';
import { createMirror, hasProfile, profilePath, readProfile } from '../../profile/profile-file';
import { type AdoptingMirror, adoptProject, type FileFate, type ProjectFate } from './adopt-project';
import {
  type AdoptedProfile,
  namesNotAskedFor,
  profileOfConfiguration,
  profileOfNames,
} from './adopted-profile';

export interface AdoptMirrorOptions {
  readonly directory: string;
  /** The configuration of bandersnatch to take rules and allowlist from; `null`: the names that are found. */
  readonly configurationPath: string | null;
  /** Deletes temporary files of syncs that were cut off, and older versions of pages. */
  readonly removesLeftovers: boolean;
  /** Who adopts, for the lock. */
  readonly program: string;
  readonly recordAct: RecordAct;
  readonly emit: (progress: AdoptionProgress) => void;
  readonly signal: AbortSignal;
}

export type AdoptOutcome =
  | { readonly kind: 'adopted'; readonly report: AdoptionReport }
  /** What was done stays; the next time goes on from there. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'failed'; readonly problem: Problem };

/**
 * Makes a mirror that bandersnatch wrote one of ours, in place and without a network: every file is hashed once and
 * compared with what its page says, pages are written anew, and the profile comes last. May be stopped at any moment and
 * begun again; files that were hashed are not hashed again. Does not throw.
 */
export async function adoptMirror(options: AdoptMirrorOptions): Promise<AdoptOutcome> {
  try {
    const report = await adopt(options);
    const { files, bytes } = report;
    const complete = isWholeAdoption(report);
    await options.recordAct(options.directory, { act: 'adopted', complete, files, bytes });
    return { kind: 'adopted', report };
  } catch (error) {
    return options.signal.aborted ? { kind: 'cancelled' } : { kind: 'failed', problem: problemOf(error) };
  }
}

/** Whether the folder is a mirror that bandersnatch made and that nobody adopted yet, as far as can be seen at once. */
export async function isAdoptable(directory: string): Promise<boolean> {
  return !(await hasProfile(directory)) && isBandersnatchTree(mirrorPaths(directory));
}

/** Says what stands in the folder and changes nothing. Throws `adoption-refused`, or a disk problem. */
export async function surveyMirror({
  directory,
  emit,
  signal,
}: Pick<AdoptMirrorOptions, 'directory' | 'emit' | 'signal'>): Promise<AdoptionSurvey> {
  const paths = mirrorPaths(directory);
  await refuseStrangeTree(paths);
  return survey(paths, await findOlderProjects(paths, { signal }), { emit, signal });
}

function survey(
  paths: MirrorPaths,
  found: OlderProjects,
  { emit, signal }: Pick<AdoptMirrorOptions, 'emit' | 'signal'>,
): Promise<AdoptionSurvey> {
  emit({ ...NOTHING_DONE, step: 'survey' });
  const onFile = (filesDone: number, bytesDone: number): void =>
    emit({ ...NOTHING_DONE, step: 'survey', filesDone, bytesDone });
  return surveyTree(paths, found, { signal, onFile });
}

const NOTHING_DONE = { filesDone: 0, files: 0, bytesDone: 0, bytes: 0 } as const;

async function adopt(options: AdoptMirrorOptions): Promise<AdoptionReport> {
  const { directory, configurationPath, emit, program, signal } = options;
  const paths = mirrorPaths(directory);
  await refuseStrangeTree(paths);
  const isMirrorAlready = await hasProfile(directory);
  if (isMirrorAlready && configurationPath !== null) refuse('profile-exists', { directory });
  const configured =
    configurationPath === null ? null : await profileOfConfiguration(configurationPath, { signal });
  const mirror = await openMirrorWriter(directory, { program, signal });
  try {
    const found = await findOlderProjects(paths, { signal });
    const surveyed = await survey(paths, found, { emit, signal });
    const results = await adoptProjects(found.projects, { ...mirror, paths, signal }, surveyed, emit);
    emit({ step: 'tidy', ...doneOf(surveyed) });
    signal.throwIfAborted();
    await mirror.writer.writeRootPages({ without: new Set() });
    await replaceLegacyLinks(paths, { signal });
    const leftoversRemoved = options.removesLeftovers ? await removeLeftovers(paths, { signal }) : 0;
    const profile = await settleProfile(directory, configured, results.names, { signal });
    return { survey: surveyed, leftoversRemoved, ...results.report, ...profile };
  } finally {
    await mirror.writer.close();
  }
}

const doneOf = ({ files, bytes }: AdoptionSurvey) => ({ filesDone: files, files, bytesDone: bytes, bytes });

type ProfilePart = Pick<AdoptionReport, 'profile' | 'notes' | 'notAskedFor'>;

/** The profile is the last thing that is written: a folder that has one was adopted to the end. */
async function settleProfile(
  directory: string,
  configured: AdoptedProfile | null,
  names: readonly NormalizedName[],
  { signal }: { readonly signal: AbortSignal },
): Promise<ProfilePart> {
  const isKept = await hasProfile(directory);
  const profile = isKept
    ? await readProfile(directory, { signal })
    : profileOfNames(configured?.profile ?? null, names);
  const notAskedFor = keepTally();
  for (const name of namesNotAskedFor(profile, names, profilePath(directory))) notAskedFor.add(name);
  if (!isKept) await createMirror(directory, profile, { signal });
  return {
    profile: isKept ? 'kept' : 'written',
    notes: configured?.notes ?? [],
    notAskedFor: notAskedFor.result(),
  };
}

type FilesPart = Omit<AdoptionReport, keyof ProfilePart | 'survey' | 'leftoversRemoved'>;

async function adoptProjects(
  projects: readonly OlderProject[],
  mirror: AdoptingMirror,
  surveyed: AdoptionSurvey,
  emit: AdoptMirrorOptions['emit'],
): Promise<{ readonly report: FilesPart; readonly names: readonly NormalizedName[] }> {
  const { files, bytes } = surveyed;
  const sums = openSums();
  const names: NormalizedName[] = [];
  const tell = (): void =>
    emit({ step: 'files', filesDone: sums.filesDone(), files, bytesDone: sums.bytesDone(), bytes });
  tell();
  for (const project of projects) {
    mirror.signal.throwIfAborted();
    const fate = await adoptProject(project, mirror, (file) => {
      sums.takeFile(project.name, file);
      tell();
    });
    sums.takeProject(project.name, fate);
    if (fate !== 'empty') names.push(project.name);
  }
  return { report: sums.report(files), names };
}

/** Adds up what becomes of files and projects. */
function openSums() {
  const counts = { projects: 0, files: 0, bytes: 0, unconfirmedFiles: 0, metadataAdded: 0 };
  const missing = keepTally<AdoptionReport['missing']['examples'][number]>();
  const damaged = keepTally<AdoptionReport['damaged']['examples'][number]>();
  const refused = keepTally<AdoptionReport['refused']['examples'][number]>();
  const unread = keepTally();
  let damagedThere = 0;
  return {
    filesDone: () => counts.files + damagedThere,
    bytesDone: () => counts.bytes,
    takeProject: (project: NormalizedName, fate: ProjectFate): void => {
      if (fate === 'listed') counts.projects += 1;
      if (fate === 'unread') unread.add(project);
      if (fate === 'leads-outside') {
        refused.add({ project, filename: '', reason: 'its folder is a link that leads out of the mirror' });
      }
    },
    takeFile: (project: NormalizedName, fate: FileFate): void => {
      if (fate.kind === 'adopted') {
        counts.files += 1;
        counts.bytes += fate.sizeBytes;
        counts.unconfirmedFiles += fate.isConfirmed ? 0 : 1;
        counts.metadataAdded += fate.isMetadataNew ? 1 : 0;
        return;
      }
      const { filename } = fate;
      if (fate.kind === 'missing') missing.add({ project, filename });
      else (fate.kind === 'damaged' ? damaged : refused).add({ project, filename, reason: fate.reason });
      if (fate.kind === 'damaged') damagedThere += 1;
    },
    report: (filesThere: number): FilesPart => ({
      ...counts,
      missing: missing.result(),
      damaged: damaged.result(),
      refused: refused.result(),
      unread: unread.result(),
      unlistedFiles: Math.max(0, filesThere - counts.files - damagedThere),
    }),
  };
}
