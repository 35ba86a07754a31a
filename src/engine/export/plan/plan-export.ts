import { createHash } from 'node:crypto';
import type { BundleBase, BundlePart, BundleState, ExportSelection } from '../../../contract/bundle';
import { refuse } from '../../../contract/problem';
import type { Profile } from '../../../contract/profile';
import { describeTarget } from '../../../contract/target-presets';
import type { HandOver } from '../../handover/hand-over';
import type { HandedFile, HandoverContents } from '../../handover/handover-contents';
import {
  findBundlePathFault,
  isCarried,
  LARGEST_LOG_BYTES,
  TRANSFERS_FILENAME,
} from '../format/bundle-paths';
import { compareSums, digestOfSums, type Sums } from '../format/sums';
import type { CarriedFile } from './carried-file';
import type { ExportBase } from './find-base';
import { surveyMirrorFiles } from './mirror-files';
import { splitIntoParts } from './split-parts';
import { type ApplicationPlace, portableFolder, refuseTwin, surveyApplication } from './survey-application';
import { carriedBytes, type SurveyOptions, surveyTree } from './survey-mirror';
import { surveyTools } from './survey-tools';

/** How an export is divided: the size of a part, and which of them is written now, counted from 1. */
export interface PartChoice {
  readonly bytes: number;
  readonly number: number;
}

export interface ExportPlan {
  readonly bundleId: string;
  readonly selection: ExportSelection;
  readonly projects: number;
  /** What goes to this folder. */
  readonly files: readonly CarriedFile[];
  readonly bytes: number;
  readonly state: BundleState;
  readonly stateSums: Sums;
  readonly base: BundleBase | null;
  readonly removals: readonly string[];
  readonly part: BundlePart;
}

export interface PlanExportOptions extends SurveyOptions {
  readonly mirrorId: string;
  readonly base: ExportBase | null;
  readonly part: PartChoice | null;
  readonly extras: Extras;
  /** Files of this computer that a person wants beside it: an installer of Python, say. In the first part only. */
  readonly tools: readonly string[];
  /** The application, where it goes along; `null`: it does not. */
  readonly application: ApplicationPlace | null;
}

/** Files that help the far side, or what makes them when it is known what is carried. */
export type Extras = readonly HandedFile[] | HandOver;

/** What an export is going to be. Reads the mirror and writes nothing. Throws what the survey throws, and refusals. */
export async function planExport(options: PlanExportOptions): Promise<ExportPlan> {
  const { mirror, profile, selection, mirrorId, base, part, signal } = options;
  const survey = await surveyTree(options);
  const all = [...survey.files, ...(await surveyMirrorFiles(mirror, profile, selection))];
  const stateSums: Sums = new Map(all.map(({ path, sha256 }) => [path, sha256]));
  const digest = digestOfSums(stateSums);
  if (base?.stateDigest === digest) refuse('export-unchanged', {});
  const { changed, removals } = compareSums(base?.sums ?? new Map(), stateSums);
  const carried = base === null ? all : all.filter(({ path }) => changed.has(path));
  const tools = await surveyTools(options.tools, { signal });
  const portable = await surveyPortable(options.application, tools, { signal });
  const surveyed = { projects: survey.projects, files: all, tools, application: portable.handed };
  const extras = readExtras(await gatherExtras(options, surveyed));
  const beside = [...tools, ...portable.files];
  const parts = divide(carried, [...extras, ...beside], part);
  const number = part?.number ?? 1;
  const chosen = parts[number - 1];
  if (chosen === undefined) {
    return refuse('export-selection-invalid', { reason: `there are only ${parts.length} parts` });
  }
  const files = [...chosen, ...extras, ...(number === 1 ? beside : [])];
  const facts = [mirrorId, digest, base?.stateDigest ?? null, part?.bytes ?? null];
  return {
    bundleId: createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 32),
    selection,
    projects: survey.projects.length,
    files,
    bytes: sumBytes(files),
    state: { digest, files: stateSums.size },
    stateSums,
    base: base === null ? null : { bundleId: base.bundleId, stateDigest: base.stateDigest },
    removals,
    part: { number, parts: parts.map(describePart) },
  };
}

interface Surveyed {
  readonly projects: readonly string[];
  readonly files: readonly CarriedFile[];
  readonly tools: readonly CarriedFile[];
  readonly application: HandoverContents['application'];
}

interface Portable {
  readonly files: readonly CarriedFile[];
  readonly handed: HandoverContents['application'];
}

async function surveyPortable(
  place: ApplicationPlace | null,
  tools: readonly CarriedFile[],
  options: { readonly signal: AbortSignal },
): Promise<Portable> {
  if (place === null) return { files: [], handed: null };
  const { described, files } = await surveyApplication(place, options);
  refuseTwin(described, tools);
  const { platform, architecture } = described;
  return { files, handed: { folder: portableFolder(described), platform, architecture } };
}

async function gatherExtras(
  options: PlanExportOptions,
  { projects, files, application, tools: surveyed }: Surveyed,
): Promise<readonly HandedFile[]> {
  const { extras, profile, selection, base, part, contents, mirror, signal } = options;
  if (typeof extras !== 'function') return extras;
  const { upstreamUrl } = profile;
  const targets = chosenTargets(profile, selection);
  const tools = surveyed.map(({ path }) => path);
  const facts = { files, projects, tools, application, targets, upstreamUrl, base: base?.sums ?? null };
  return extras({ ...facts, partBytes: part?.bytes ?? null, mirror: contents, web: mirror.web }, { signal });
}

/** Whom an export is for, with words for people. */
export function chosenTargets(
  { targets }: Profile,
  selection: ExportSelection,
): readonly { readonly id: string; readonly label: string }[] {
  return targets
    .filter(({ id }) => selection.kind !== 'targets' || selection.targets.includes(id))
    .map((target) => ({ id: target.id, label: describeTarget(target) }));
}

function readExtras(extras: readonly HandedFile[]): readonly CarriedFile[] {
  return extras.map(({ path, bytes }) => {
    const fault = findBundlePathFault(path) ?? (isCarried(path) ? 'it belongs to the mirror' : null);
    if (fault !== null) throw new RangeError(`"${path}" cannot stand in a bundle: ${fault}`);
    return carriedBytes(path, bytes);
  });
}

function divide(
  files: readonly CarriedFile[],
  extras: readonly CarriedFile[],
  part: PartChoice | null,
): readonly (readonly CarriedFile[])[] {
  if (part === null) return [files];
  // It grows with each part that is written, and the parts have to stay the same.
  const fixed = extras.map(({ path, sizeBytes }) => {
    return { path, sizeBytes: path === TRANSFERS_FILENAME ? LARGEST_LOG_BYTES : sizeBytes };
  });
  const parts = splitIntoParts(files, { partBytes: part.bytes, fixed });
  return parts ?? refuse('export-selection-invalid', { reason: 'a single file is larger than a part' });
}

function describePart(files: readonly CarriedFile[]): BundlePart['parts'][number] {
  const sums: Sums = new Map(files.map(({ path, sha256 }) => [path, sha256]));
  return { files: files.length, bytes: sumBytes(files), digest: digestOfSums(sums) };
}

function sumBytes(files: readonly CarriedFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}
