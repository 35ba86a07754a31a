import { ProblemError } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import type { SimpleFile, SimpleProject } from '../../python-packaging/simple-page';
import type { MirrorContents, StoredFile } from '../mirror/mirror-contents';
import type { MirrorWriter } from '../mirror/mirror-writer';
import { relativeFileUrl } from '../mirror/page-urls';
import { isSame } from '../plan/assemble-plan';
import type { PlannedFile, PlannedProject } from '../plan/plan';

/** One project of a sync: what is finished on the disk, and what is still to come. */
export interface ProjectWork {
  readonly planned: PlannedProject;
  /** Finished files by path; grows while the run goes on. */
  readonly stored: Map<string, StoredFile>;
  readonly toFetch: readonly PlannedFile[];
  /** Files of `toFetch` that have neither come nor failed yet. */
  unsettledFiles: number;
  /** Bytes of partial files that will be gone on with. */
  readonly partialBytes: number;
}

/** Looks at the disk, not at what the plan believed: the plan may be older than the files. */
export async function surveyProject(
  planned: PlannedProject,
  contents: MirrorContents,
  { signal }: { readonly signal: AbortSignal },
): Promise<ProjectWork> {
  const stored = new Map<string, StoredFile>();
  const toFetch: PlannedFile[] = [];
  let partialBytes = 0;
  for (const file of planned.files) {
    const found = await contents.findFile(file.path, { signal });
    if (found !== null && isSame(file, found)) {
      stored.set(file.path, found);
    } else {
      toFetch.push(file);
      partialBytes += await contents.partialBytes(file.path);
    }
  }
  return { planned, stored, toFetch, unsettledFiles: toFetch.length, partialBytes };
}

/** The mirror that a project is listed in, and where to tell of what is odd about it. */
interface ListingMirror {
  readonly contents: MirrorContents;
  readonly writer: MirrorWriter;
  readonly emit: (event: RunEvent) => void;
}

/**
 * Writes a project's pages with the files that are really there, each wheel's `.metadata` first. A project of which
 * nothing is there and that has no page yet gets none.
 */
export async function listProject(work: ProjectWork, mirror: ListingMirror): Promise<void> {
  const { contents, writer } = mirror;
  const { planned, stored } = work;
  const before = await contents.readProjectPage(planned.project);
  if (stored.size === 0 && before === null) return;
  const known = new Map(before?.files.map((file) => [file.filename, file]));
  const files: SimpleFile[] = [];
  for (const entry of planned.files) {
    const found = stored.get(entry.path);
    if (found === undefined) continue;
    const coreMetadata = await storeMetadata(
      entry,
      found,
      known.get(entry.file.filename),
      mirror,
      planned.project,
    );
    files.push({
      ...entry.file,
      url: relativeFileUrl(entry.path),
      hashes: { sha256: found.sha256 },
      sizeBytes: found.sizeBytes,
      coreMetadata,
    });
  }
  const versions = [...new Set(planned.files.filter((f) => stored.has(f.path)).map((f) => f.version))];
  const page: SimpleProject = { name: planned.project, status: planned.status, versions, files };
  await writer.writeProjectPages(page);
}

/** The `core-metadata` entry of a page, after the `.metadata` file is there. A wheel that cannot be read has none. */
async function storeMetadata(
  entry: PlannedFile,
  found: StoredFile,
  before: SimpleFile | undefined,
  { contents, writer, emit }: ListingMirror,
  project: string,
): Promise<SimpleFile['coreMetadata']> {
  if (!entry.file.filename.endsWith('.whl')) return false;
  const isKnown = before !== undefined && before.hashes.sha256 === found.sha256;
  const known = isKnown && before.coreMetadata !== false ? before.coreMetadata : null;
  if (known !== null && known.sha256 !== null && (await contents.hasMetadata(entry.path))) return known;
  try {
    return { sha256: await writer.storeWheelMetadata(entry.path) };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.code !== 'wheel-unreadable') throw error;
    emit({ type: 'notice-raised', notice: { severity: 'warning', project, problem: error.problem } });
    return false;
  }
}
