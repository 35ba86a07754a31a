import { PROBLEM_FACTS, type Problem, ProblemError, problem, problemOf } from '../../contract/problem';
import { redactAddresses } from '../../contract/redact';
import type { NormalizedName } from '../../python-packaging/name';
import type { StoredFile } from '../mirror/mirror-contents';
import type { MirrorWriter } from '../mirror/mirror-writer';
import type { PlannedFile } from '../plan/plan';
import type { NearbyFiles } from '../upstream/nearby-files';
import { type RetryContext, withRetries } from '../upstream/retry';
import type { Index, Upstream } from '../upstream/upstream';
import { expectedHash } from './expected-hash';
import { createIncomingFile, type IncomingFile } from './incoming-file';

export interface DownloadOptions {
  readonly upstream: Upstream;
  /** Asked before upstream, where there is a copy of its files. */
  readonly nearby: NearbyFiles | null;
  readonly writer: MirrorWriter;
  readonly project: NormalizedName;
  readonly planned: PlannedFile;
  readonly retry: RetryContext;
}

/** A file that fails is a value: the others go on. */
export type DownloadOutcome =
  | { readonly kind: 'stored'; readonly stored: StoredFile }
  | { readonly kind: 'failed'; readonly problem: Problem };

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
    const stored = await receiveFromAny(options, incoming);
    retry.emit({ type: 'file-finished', path });
    return { kind: 'stored', stored };
  } catch (error) {
    retry.signal.throwIfAborted();
    const cause = problemOf(error);
    const { family } = PROBLEM_FACTS[cause.code];
    if (family !== 'upstream' && family !== 'file') throw error;
    await incoming.startOver();
    await partial.discard();
    retry.emit({ type: 'file-failed', path, url: file.url, problem: cause });
    return { kind: 'failed', problem: cause };
  } finally {
    await partial.close();
  }
}

/** From the copy of the files, where there is one, then from upstream. */
async function receiveFromAny(options: DownloadOptions, incoming: IncomingFile): Promise<StoredFile> {
  const { upstream, nearby, project, planned, retry } = options;
  const ofUpstream: Source = {
    open: (url, place) => upstream.openFile(url, { ...place, project }),
    retry,
    wholeTries: WHOLE_TRIES,
  };
  if (nearby === null || !isForNearby(nearby, planned))
    return receiveAndCommit(ofUpstream, planned, incoming);
  // Where upstream can stand in, nobody waits for the copy.
  const tries = nearby.fallback
    ? { retry: { ...retry, policy: { ...retry.policy, attempts: 1 } }, wholeTries: 1 }
    : { retry, wholeTries: WHOLE_TRIES };
  try {
    return await receiveAndCommit({ open: nearby.openFile, ...tries }, planned, incoming);
  } catch (error) {
    const cause = fileFault(error);
    if (cause === null) throw error;
    if (!nearby.fallback) throw new ProblemError(toldOf(nearby, cause, planned), { cause: error });
    if (PROBLEM_FACTS[cause.code].family === 'file') await incoming.startOver();
    return await receiveAndCommit(ofUpstream, planned, incoming).catch((second: unknown) => {
      throw withBothCauses(planned, toldOf(nearby, cause, planned), second);
    });
  }
}

/** Without a hash of upstream's nobody could tell whether the copy has the right file. */
function isForNearby(nearby: NearbyFiles, { file }: PlannedFile): boolean {
  return nearby.isFor(file.url) && (!nearby.fallback || expectedHash(file) !== null);
}

/** What is wrong with the bytes of a file is told of where they came from. */
function toldOf({ addressOf }: NearbyFiles, fault: Problem, { file }: PlannedFile): Problem {
  const { parameters } = fault;
  const isOfFile =
    'url' in parameters &&
    parameters.url === redactAddresses(file.url) &&
    fault.code !== 'upstream-unreachable';
  if (!isOfFile) return fault;
  return { ...fault, parameters: { ...parameters, url: redactAddresses(addressOf(file.url)) } } as Problem;
}

function withBothCauses({ file }: PlannedFile, nearby: Problem, error: unknown): unknown {
  const upstream = fileFault(error);
  if (upstream === null) return error;
  const both = problem('file-sources-failed', { filename: file.filename, nearby, upstream });
  return new ProblemError(both, { cause: error });
}

/** What keeps this one file from coming; `null` for what ends the run. */
function fileFault(error: unknown): Problem | null {
  if (!(error instanceof ProblemError)) return null;
  const { family } = PROBLEM_FACTS[error.problem.code];
  return family === 'upstream' || family === 'file' ? error.problem : null;
}

/** Where a file is asked for, and how persistently. */
interface Source {
  readonly open: Index['openFile'];
  readonly retry: RetryContext;
  /** Bytes that came whole but wrong are thrown away and fetched from scratch, no oftener than this in all. */
  readonly wholeTries: number;
}

async function receiveAndCommit(
  source: Source,
  planned: PlannedFile,
  incoming: IncomingFile,
): Promise<StoredFile> {
  for (let wholeTry = 1; ; wholeTry += 1) {
    try {
      await receiveAll(source, planned, incoming);
      return await incoming.commit();
    } catch (error) {
      const isWrong = error instanceof ProblemError && PROBLEM_FACTS[error.problem.code].family === 'file';
      if (!isWrong || wholeTry >= source.wholeTries) throw error;
      await incoming.startOver();
    }
  }
}

/** Tries until every byte is there, or until the tries bring next to nothing any more. */
async function receiveAll(source: Source, planned: PlannedFile, incoming: IncomingFile): Promise<void> {
  for (;;) {
    const before = incoming.receivedBytes();
    try {
      await withRetries(planned.file.filename, () => receive(source, planned, incoming), source.retry);
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

/** One answer, from the first missing byte to the end. */
async function receive({ open, retry }: Source, planned: PlannedFile, incoming: IncomingFile): Promise<void> {
  const missing = await incoming.missing();
  if (missing === null) return;
  const stream = await open(planned.file.url, { ...missing, signal: retry.signal });
  try {
    await incoming.take(stream, retry);
  } finally {
    stream.close();
  }
}
