import type { RecordAct } from '../../contract/history';
import { ProblemError, refuse } from '../../contract/problem';
import type { Finding } from '../../contract/verification';
import { projectOfFilename } from '../../python-packaging/filename-project';
import { isNormalizedName, type NormalizedName } from '../../python-packaging/name';
import type { MirrorWriter } from '../mirror/mirror-writer';
import { openMirrorWriter } from '../mirror/open-mirror';
import { isRemovablePath, type OrphanedFile } from '../mirror/repair-notes';
import { readFindings } from '../mirror/verification-records';

/** What was prepared; the next plan shows what comes of it. */
export interface MarkedRepair {
  /** Files that have to come again. */
  readonly files: number;
  /** Metadata that was written anew from its wheel, or that the next sync writes. */
  readonly metadata: number;
  /** Pages that the next sync writes anew, of projects that are still wanted. */
  readonly pages: number;
  /** Files that the next plan takes away. */
  readonly orphans: number;
  /** Findings that only a person can mend: links, hidden files, names that no file of a mirror has. */
  readonly byHand: number;
}

const METADATA_SUFFIX = '.metadata';

/**
 * Prepares what the last verification found for the next plan. No listed file is moved or deleted: what is damaged stays
 * until the sync has put a right one in its place. Throws `verification-missing` where nothing was verified to the end, `mirror-in-use`, or
 * a disk problem.
 */
export async function markRepair(
  directory: string,
  {
    program,
    recordAct,
    signal,
  }: { readonly program: string; readonly recordAct: RecordAct; readonly signal: AbortSignal },
): Promise<MarkedRepair> {
  const { writer } = await openMirrorWriter(directory, { program, signal });
  try {
    const tally = { files: 0, metadata: 0, pages: 0, orphans: 0, byHand: 0 };
    const orphans: OrphanedFile[] = [];
    const projects = new Set<NormalizedName>();
    let isWhole = false;
    for await (const entry of readFindings(directory)) {
      signal.throwIfAborted();
      if ('counts' in entry) {
        isWhole = true;
        continue;
      }
      const orphan = orphanOf(entry);
      if (orphan !== null) orphans.push(orphan);
      const project = orphan?.project ?? entry.project;
      if (project !== null && isNormalizedName(project)) projects.add(project);
      tally[await mend(entry, writer)] += 1;
    }
    if (!isWhole) refuse('verification-missing', { directory });
    await writer.noteRepair({ orphans, projects: [...projects] });
    await recordAct(directory, { act: 'repair-prepared', ...tally });
    return tally;
  } finally {
    await writer.close();
  }
}

function orphanOf(finding: Finding): OrphanedFile | null {
  if (finding.kind !== 'orphaned' || !isRemovablePath(finding.path)) return null;
  const project = projectOfFilename(finding.path.slice(finding.path.lastIndexOf('/') + 1));
  return project === null ? null : { path: finding.path, project, sizeBytes: finding.sizeBytes };
}

async function mend(finding: Finding, writer: MirrorWriter): Promise<keyof MarkedRepair> {
  const { path } = finding;
  switch (finding.kind) {
    case 'orphaned':
      return orphanOf(finding) === null ? 'byHand' : 'orphans';
    case 'metadata-damaged':
      await renewMetadata(path, finding.expectedSha256, writer);
      return 'metadata';
    case 'metadata-missing':
      return 'metadata';
    case 'page-wrong':
      return 'pages';
    case 'unreadable':
      // Whoever reads it next is refused as well: a plan would end there.
      return isPage(path) ? 'pages' : 'byHand';
    case 'not-a-file':
    case 'damaged':
    case 'missing':
    case 'record-wrong':
      if (isPage(path)) return finding.kind === 'not-a-file' ? 'byHand' : 'pages';
      if (finding.project === null || !isRemovablePath(path)) return 'byHand';
      await writer.forgetFile(path);
      return 'files';
  }
}

function isPage(path: string): boolean {
  return path.startsWith('simple/');
}

/**
 * Reads it out of the wheel again. Where that gives another one than the page tells, the page or the wheel is wrong: then
 * it goes, so that the sync writes both.
 */
async function renewMetadata(path: string, expectedSha256: string, writer: MirrorWriter): Promise<void> {
  const wheel = path.slice(0, -METADATA_SUFFIX.length);
  if (!path.endsWith(METADATA_SUFFIX) || !isRemovablePath(wheel)) return;
  try {
    if ((await writer.storeWheelMetadata(wheel)) === expectedSha256) return;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
  await writer.removeMetadata(wheel);
}
