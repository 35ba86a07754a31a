import { PROBLEM_FACTS, type Problem, ProblemError, problemOf, refuse } from '../../contract/problem';
import type { StoredFile } from '../mirror/mirror-contents';
import type { MirrorWriter, PartialFile } from '../mirror/mirror-writer';
import type { PlannedFile } from '../plan/plan';
import { type RetryContext, withRetries } from '../upstream/retry';
import type { Upstream } from '../upstream/upstream';

export interface DownloadOptions {
  readonly upstream: Upstream;
  readonly writer: MirrorWriter;
  readonly project: string;
  readonly planned: PlannedFile;
  readonly retry: RetryContext;
}

/** A file that fails is a value: the others go on. */
export type DownloadOutcome =
  | { readonly kind: 'stored'; readonly stored: StoredFile }
  | { readonly kind: 'failed'; readonly problem: Problem };

/** Bytes that came whole but wrong are thrown away and fetched once more from scratch, no oftener. */
const WHOLE_TRIES = 2;

/**
 * Brings one file into the mirror: goes on where an earlier try stopped, checks size and hash while the bytes stream,
 * and commits. Throws for what ends the whole run (the disk, an abort); everything else about the file is an outcome.
 */
export async function downloadFile(options: DownloadOptions): Promise<DownloadOutcome> {
  const { writer, project, planned, retry } = options;
  const { path, file, sizeBytes } = planned;
  const partial = await writer.openPartialFile(path);
  try {
    retry.emit({
      type: 'file-started',
      path,
      project,
      filename: file.filename,
      sizeBytes,
      resumedFromBytes: partial.receivedBytes,
    });
    const stored = await receiveAndCommit(options, partial);
    retry.emit({ type: 'file-finished', path });
    return { kind: 'stored', stored };
  } catch (error) {
    retry.signal.throwIfAborted();
    const problem = problemOf(error);
    const { family } = PROBLEM_FACTS[problem.code];
    if (family !== 'upstream' && family !== 'file') throw error;
    await startOver(options, partial);
    await partial.discard();
    retry.emit({ type: 'file-failed', path, url: file.url, problem });
    return { kind: 'failed', problem };
  } finally {
    await partial.close();
  }
}

async function receiveAndCommit(options: DownloadOptions, partial: PartialFile): Promise<StoredFile> {
  const { planned, retry } = options;
  for (let wholeTry = 1; ; wholeTry += 1) {
    try {
      await withRetries(planned.file.filename, () => receive(options, partial), retry);
      const sha256 = await verifiedDigest(planned, partial);
      return await partial.commit({ sha256, modifiedAtMs: uploadTimeMs(planned.file.uploadTime) });
    } catch (error) {
      const isWrong = error instanceof ProblemError && PROBLEM_FACTS[error.problem.code].family === 'file';
      if (!isWrong || wholeTry >= WHOLE_TRIES) throw error;
      await startOver(options, partial);
    }
  }
}

/** One answer of upstream, from the first missing byte to the end. */
async function receive(options: DownloadOptions, partial: PartialFile): Promise<void> {
  const { upstream, planned, retry } = options;
  const { file, sizeBytes, path } = planned;
  if (!canGoOn(planned, partial)) await startOver(options, partial);
  if (sizeBytes !== null && sizeBytes > 0 && partial.receivedBytes === sizeBytes) return;
  const stream = await upstream.openFile(file.url, {
    fromByte: partial.receivedBytes,
    validator: partial.validator,
    signal: retry.signal,
  });
  if (stream.offset !== partial.receivedBytes) await startOver(options, partial);
  if (sizeBytes !== null && stream.totalBytes !== null && stream.totalBytes !== sizeBytes) {
    refuseSize(planned, sizeBytes, stream.totalBytes);
  }
  await partial.setValidator(stream.validator);
  for await (const chunk of stream.chunks) {
    retry.signal.throwIfAborted();
    const receivedBytes = partial.receivedBytes + chunk.byteLength;
    if (sizeBytes !== null && receivedBytes > sizeBytes) refuseSize(planned, sizeBytes, receivedBytes);
    await partial.append(chunk);
    retry.emit({ type: 'file-progressed', path, bytes: chunk.byteLength });
  }
  const expectedBytes = sizeBytes ?? stream.totalBytes;
  if (expectedBytes !== null && partial.receivedBytes < expectedBytes) {
    refuse('upstream-body-short', { url: file.url, expectedBytes, receivedBytes: partial.receivedBytes });
  }
}

/** Old bytes are worth something only where the end can show that they belong to the new ones. */
function canGoOn({ file, sizeBytes }: PlannedFile, partial: PartialFile): boolean {
  const isProvable = partial.validator !== null || file.hashes.sha256 !== undefined;
  return (
    partial.receivedBytes === 0 || (isProvable && (sizeBytes === null || partial.receivedBytes <= sizeBytes))
  );
}

async function startOver({ planned, retry }: DownloadOptions, partial: PartialFile): Promise<void> {
  if (partial.receivedBytes === 0) return;
  retry.emit({ type: 'file-restarted', path: planned.path, bytesLost: partial.receivedBytes });
  await partial.restart();
}

function refuseSize({ file }: PlannedFile, expectedBytes: number, actualBytes: number): never {
  return refuse('file-size-mismatch', { filename: file.filename, url: file.url, expectedBytes, actualBytes });
}

async function verifiedDigest({ file }: PlannedFile, partial: PartialFile): Promise<string> {
  const actual = await partial.digest('sha256');
  const expected = file.hashes.sha256;
  if (expected !== undefined && expected !== actual) {
    refuse('file-hash-mismatch', {
      filename: file.filename,
      url: file.url,
      algorithm: 'sha256',
      expected,
      actual,
    });
  }
  return actual;
}

function uploadTimeMs(uploadTime: string | null): number | null {
  const timeMs = uploadTime === null ? Number.NaN : Date.parse(uploadTime);
  return Number.isNaN(timeMs) ? null : timeMs;
}
