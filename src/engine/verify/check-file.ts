import type { Finding } from '../../contract/verification';
import type { NormalizedName } from '../../python-packaging/name';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { metadataPath } from '../mirror/mirror-paths';
import { textDigest } from '../mirror/path-digest';
import type { VerificationRecords } from '../mirror/verification-records';
import type { PlainTree } from './plain-files';

/** A file that a page lists. */
export interface ListedFile {
  readonly project: NormalizedName;
  readonly path: string;
  readonly file: SimpleFile;
}

export interface CheckContext {
  readonly tree: PlainTree;
  readonly records: VerificationRecords;
  /** Whether what the journal tells of an unchanged file is believed. */
  readonly trustsJournal: boolean;
  readonly found: (finding: Finding) => Promise<void>;
  readonly readBytes: (bytes: number) => void;
  readonly signal: AbortSignal;
}

/** Checks a listed file and the metadata beside it. Whether it was read; throws the signal's reason, or `disk-gone`. */
export async function checkListed(listed: ListedFile, context: CheckContext): Promise<boolean> {
  const wasRead = await checkContent(listed, context);
  await checkMetadata(listed, context);
  return wasRead;
}

async function checkContent({ project, path, file }: ListedFile, context: CheckContext): Promise<boolean> {
  const { tree, records, found } = context;
  const expected = file.hashes.sha256;
  if (expected === undefined) {
    const page = `simple/${project}/index.v1_json`;
    const subject = file.filename;
    await found({ kind: 'page-wrong', path: page, project, fault: 'tells-no-hash', subject });
  }
  const standing = await tree.lookAt(path);
  if (standing.kind === 'unreadable') {
    await found({ kind: 'unreadable', path, project, reason: standing.reason });
    return false;
  }
  if (standing.kind !== 'file') {
    await found({ kind: standing.kind, path, project });
    return false;
  }
  if (expected === undefined) return false;
  const mark = markOf(path, standing, expected);
  const { sizeBytes: expectedBytes } = file;
  const isSized = expectedBytes === null || expectedBytes === standing.sizeBytes;
  if (isSized && isKnown({ project, path, file }, standing, mark, context)) {
    await records.marks.keep(mark);
    return false;
  }
  const content = await readContent({ project, path }, context);
  if (content === null) return true;
  const { sha256, sizeBytes } = content;
  if (sha256 !== expected || (expectedBytes !== null && expectedBytes !== sizeBytes)) {
    const hashes = { expectedSha256: expected, actualSha256: sha256, expectedBytes, actualBytes: sizeBytes };
    await found({ kind: 'damaged', path, project, ...hashes });
  } else if (records.journal.has(path) && !records.journal.agrees({ path, sizeBytes, sha256 })) {
    await found({ kind: 'record-wrong', path, project });
  } else await records.marks.keep(mark);
  return true;
}

interface UnchangedFile {
  readonly sizeBytes: number;
  readonly modifiedAtMs: number;
}

/** Stands for a file as it was when it was found right. */
function markOf(path: string, { sizeBytes, modifiedAtMs }: UnchangedFile, sha256: string): number {
  return textDigest(`${path}\n${sizeBytes} ${modifiedAtMs} ${sha256}`);
}

/** FAT keeps times to two seconds. */
const TIME_TOLERANCE_MS = 2000;

function isKnown(
  { path, file }: ListedFile,
  { sizeBytes, modifiedAtMs }: UnchangedFile,
  mark: number,
  { records, trustsJournal }: CheckContext,
): boolean {
  const sha256 = file.hashes.sha256 ?? '';
  const isRecorded = records.journal.agrees({ path, sizeBytes, sha256 });
  if (records.marks.has(mark)) return isRecorded || !records.journal.has(path);
  if (!trustsJournal || !isRecorded || file.uploadTime === null) return false;
  // A sync gives a file the time of its upload; who wrote to it since has given it another.
  return Math.abs(Date.parse(file.uploadTime) - modifiedAtMs) <= TIME_TOLERANCE_MS;
}

async function readContent(
  { project, path }: Pick<ListedFile, 'project' | 'path'>,
  { tree, found, readBytes, signal }: CheckContext,
): Promise<{ readonly sha256: string; readonly sizeBytes: number } | null> {
  try {
    return await tree.hash(path, { progressed: readBytes, signal });
  } catch (error) {
    signal.throwIfAborted();
    await found({ kind: 'unreadable', path, project, reason: await tree.reasonOf(error) });
    return null;
  }
}

/** An installer that reads the metadata beside a wheel (PEP 658) refuses the release where it is not what the page tells. */
async function checkMetadata(
  { project, path: wheel, file }: ListedFile,
  context: CheckContext,
): Promise<void> {
  const { tree, records, found } = context;
  if (file.coreMetadata === false) return;
  const path = metadataPath(wheel);
  const standing = await tree.lookAt(path);
  if (standing.kind === 'missing') return found({ kind: 'metadata-missing', path, project });
  if (standing.kind === 'not-a-file') return found({ kind: 'not-a-file', path, project });
  if (standing.kind === 'unreadable') {
    return found({ kind: 'unreadable', path, project, reason: standing.reason });
  }
  const expected = file.coreMetadata.sha256;
  if (expected === null) return;
  const mark = markOf(path, standing, expected);
  if (!records.marks.has(mark)) {
    const content = await readContent({ project, path }, { ...context, readBytes: () => undefined });
    if (content === null) return;
    if (content.sha256 !== expected) {
      const actual = { actualSha256: content.sha256, actualBytes: content.sizeBytes };
      const wanted = { expectedSha256: expected, expectedBytes: null };
      return found({ kind: 'metadata-damaged', path, project, ...wanted, ...actual });
    }
  }
  await records.marks.keep(mark);
}
