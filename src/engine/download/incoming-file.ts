import { createHash, type Hash } from 'node:crypto';
import { refuse } from '../../contract/problem';
import type { RunEvent } from '../../contract/run-event';
import type { StoredFile } from '../mirror/mirror-contents';
import type { PartialFile } from '../mirror/mirror-writer';
import type { PlannedFile } from '../plan/plan';
import type { FileStream } from '../upstream/upstream';
import { type ExpectedHash, expectedHash } from './expected-hash';

/** A planned file with what has come of it: counts, hashes, and refuses what cannot be it. */
export interface IncomingFile {
  /** From which byte on upstream shall be asked, and of which version; `null` when every byte is here. */
  readonly missing: () => Promise<{ readonly fromByte: number; readonly validator: string | null } | null>;
  readonly receivedBytes: () => number;
  /** Takes the bytes of one answer. Throws `file-size-mismatch`, `upstream-body-short`, or a disk problem. */
  readonly take: (stream: FileStream, options: { readonly signal: AbortSignal }) => Promise<void>;
  /** Checks the hash and puts the file in its place. Throws `file-hash-mismatch`, or a disk problem. */
  readonly commit: () => Promise<StoredFile>;
  /** Throws the bytes away. */
  readonly startOver: () => Promise<void>;
}

export function createIncomingFile(
  planned: PlannedFile,
  partial: PartialFile,
  emit: (event: RunEvent) => void,
): IncomingFile {
  const { path, file, sizeBytes } = planned;
  const expected = expectedHash(file);
  let otherHash = otherHashOf(expected, partial);
  const startOver = async (): Promise<void> => {
    if (partial.receivedBytes === 0) return;
    emit({ type: 'file-restarted', path, bytesLost: partial.receivedBytes });
    await partial.restart();
    otherHash = otherHashOf(expected, partial);
  };
  /** Old bytes are worth something only where the end can show that they belong to the new ones. */
  const canGoOn = (): boolean => {
    const isProvable =
      expected === null ? partial.validator !== null : otherHash !== null || expected.algorithm === 'sha256';
    return isProvable && (sizeBytes === null || partial.receivedBytes <= sizeBytes);
  };
  return {
    missing: async () => {
      if (partial.receivedBytes > 0 && !canGoOn()) await startOver();
      if (sizeBytes !== null && sizeBytes > 0 && partial.receivedBytes === sizeBytes) return null;
      return { fromByte: partial.receivedBytes, validator: partial.validator };
    },
    receivedBytes: () => partial.receivedBytes,
    take: async (stream, { signal }) => {
      const { offset, totalBytes, validator, chunks } = stream;
      if (offset !== partial.receivedBytes) await startOver();
      if (totalBytes !== null) checkSize(planned, totalBytes, true);
      await partial.setValidator(validator);
      for await (const chunk of chunks) {
        signal.throwIfAborted();
        checkSize(planned, partial.receivedBytes + chunk.byteLength, false);
        await partial.append(chunk);
        otherHash?.update(chunk);
        emit({ type: 'file-progressed', path, bytes: chunk.byteLength });
      }
      const { receivedBytes } = partial;
      const expectedBytes = sizeBytes ?? totalBytes ?? receivedBytes;
      if (receivedBytes < expectedBytes) {
        refuse('upstream-body-short', { url: file.url, expectedBytes, receivedBytes });
      }
    },
    commit: async () => {
      const sha256 = await partial.digest('sha256');
      const actual = otherHash?.copy().digest('hex') ?? sha256;
      checkHash(planned, expected, actual);
      return partial.commit({ sha256, modifiedAtMs: uploadTimeMs(file.uploadTime) });
    },
    startOver,
  };
}

/** The mirror's writer knows sha256; another hash has to see every byte here, so it cannot go on with an old part. */
function otherHashOf(expected: ExpectedHash | null, partial: PartialFile): Hash | null {
  if (expected === null || expected.algorithm === 'sha256' || partial.receivedBytes > 0) return null;
  return createHash(expected.algorithm);
}

/** `actualBytes`: what upstream announces, or what has come already. */
function checkSize({ file, sizeBytes }: PlannedFile, actualBytes: number, isWhole: boolean): void {
  if (sizeBytes === null || actualBytes === sizeBytes || (actualBytes < sizeBytes && !isWhole)) return;
  const { filename, url } = file;
  refuse('file-size-mismatch', { filename, url, expectedBytes: sizeBytes, actualBytes });
}

function checkHash({ file }: PlannedFile, expected: ExpectedHash | null, actual: string): void {
  if (expected === null || expected.digest === actual) return;
  const { filename, url } = file;
  const { algorithm, digest } = expected;
  refuse('file-hash-mismatch', { filename, url, algorithm, expected: digest, actual });
}

function uploadTimeMs(uploadTime: string | null): number | null {
  const timeMs = uploadTime === null ? Number.NaN : Date.parse(uploadTime);
  return Number.isNaN(timeMs) ? null : timeMs;
}
