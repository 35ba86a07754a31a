import { PROBLEM_FACTS, type Problem, ProblemError, problemOf } from '../../contract/problem';
import type { NormalizedName } from '../../python-packaging/name';
import type { StoredFile } from '../mirror/mirror-contents';
import type { MirrorWriter } from '../mirror/mirror-writer';
import type { PlannedFile } from '../plan/plan';
import { type RetryContext, withRetries } from '../upstream/retry';
import type { Upstream } from '../upstream/upstream';
import { createIncomingFile, type IncomingFile } from './incoming-file';

export interface DownloadOptions {
  readonly upstream: Upstream;
  readonly writer: MirrorWriter;
  readonly project: NormalizedName;
  readonly planned: PlannedFile;
  readonly retry: RetryContext;
}

/** A file that fails is a value: the others go on. */
export type DownloadOutcome =
  | { readonly kind: 'stored'; readonly stored: StoredFile }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Bytes that came whole but wrong are thrown away and fetched once more from scratch, no oftener. */
const WHOLE_TRIES = 2;
/** Tries are counted anew when this much came with them: a large file over a bad line arrives in the end. */
const PROGRESS_BYTES = 1024 * 1024;

/**
 * Brings one file into the mirror: goes on where an earlier try stopped, checks size and hash while the bytes stream,
 * and commits. Throws for what ends the whole run (the disk, an abort); everything else about the file is an outcome.
 */
export async function downloadFile(options: DownloadOptions): Promise<DownloadOutcome> {
  const { writer, project, planned, retry } = options;
  const { path, file, sizeBytes } = planned;
  const partial = await writer.openPartialFile(path);
  const incoming = createIncomingFile(planned, partial, retry.emit);
  try {
    retry.emit({
      type: 'file-started',
      path,
      project,
      filename: file.filename,
      sizeBytes,
      resumedFromBytes: partial.receivedBytes,
    });
    const stored = await receiveAndCommit(options, incoming);
    retry.emit({ type: 'file-finished', path });
    return { kind: 'stored', stored };
  } catch (error) {
    retry.signal.throwIfAborted();
    const problem = problemOf(error);
    const { family } = PROBLEM_FACTS[problem.code];
    if (family !== 'upstream' && family !== 'file') throw error;
    await incoming.startOver();
    await partial.discard();
    retry.emit({ type: 'file-failed', path, url: file.url, problem });
    return { kind: 'failed', problem };
  } finally {
    await partial.close();
  }
}

async function receiveAndCommit(options: DownloadOptions, incoming: IncomingFile): Promise<StoredFile> {
  for (let wholeTry = 1; ; wholeTry += 1) {
    try {
      await receiveAll(options, incoming);
      return await incoming.commit();
    } catch (error) {
      const isWrong = error instanceof ProblemError && PROBLEM_FACTS[error.problem.code].family === 'file';
      if (!isWrong || wholeTry >= WHOLE_TRIES) throw error;
      await incoming.startOver();
    }
  }
}

/** Tries until every byte is there, or until the tries bring next to nothing any more. */
async function receiveAll(options: DownloadOptions, incoming: IncomingFile): Promise<void> {
  const { planned, retry } = options;
  for (;;) {
    const before = incoming.receivedBytes();
    try {
      await withRetries(planned.file.filename, () => receive(options, incoming), retry);
      return;
    } catch (error) {
      const isBrokenOff = error instanceof ProblemError && BREAKING_OFF.has(error.problem.code);
      if (!isBrokenOff || incoming.receivedBytes() - before < PROGRESS_BYTES) throw error;
    }
  }
}

/** What happens to a body on its way, and says nothing against the file. */
const BREAKING_OFF: ReadonlySet<string> = new Set([
  'upstream-unreachable',
  'upstream-stalled',
  'upstream-body-short',
]);

/** One answer of upstream, from the first missing byte to the end. */
async function receive(
  { upstream, project, planned, retry }: DownloadOptions,
  incoming: IncomingFile,
): Promise<void> {
  const missing = await incoming.missing();
  if (missing === null) return;
  const stream = await upstream.openFile(planned.file.url, { ...missing, project, signal: retry.signal });
  try {
    await incoming.take(stream, retry);
  } finally {
    stream.close();
  }
}
