import { createHash } from 'node:crypto';
import type { FileMirror } from '../../contract/network';
import { PROBLEM_FACTS, type Problem, ProblemError, refuse } from '../../contract/problem';
import { announcedMetadata } from './read-metadata';
import type { FileStream, Index } from './upstream';

type OpenOptions = Parameters<Index['openFile']>[1];

/** A copy of upstream's files that is nearer than upstream. It is believed in nothing: hashes and sizes are upstream's. */
export interface NearbyFiles {
  /** Whether upstream is asked for what does not come from here. */
  readonly fallback: boolean;
  /** Whether a file of this address shall be asked for here at all. */
  readonly isFor: (url: string) => boolean;
  /** Where the copy has upstream's file of this address. Throws `upstream-unreachable` where it has no place for it. */
  readonly addressOf: (url: string) => string;
  /** Opens what the copy has in place of upstream's file, as `Index.openFile` does. */
  readonly openFile: Index['openFile'];
  readonly readMetadata: Index['readMetadata'];
  readonly readSize: Index['readSize'];
  readonly close: () => Promise<void>;
}

export interface NearbyOptions extends FileMirror {
  /** The copy as an index, of which only files are asked for. */
  readonly index: Index;
  /** Told once where the copy is not asked any more, with the last cause. */
  readonly onGivenUp: (problem: Problem) => void;
}

/** So often in a row a copy may be out of reach until it is left alone, where upstream can stand in for it. */
const MOST_FAILURES = 3;

export function openNearbyFiles({ url, fallback, index, onGivenUp }: NearbyOptions): NearbyFiles {
  const base = url.replace(/\/+$/, '');
  let failures = 0;
  const addressOf = (fileUrl: string): string => {
    const { pathname } = new URL(fileUrl);
    const start = pathname.indexOf('/packages/');
    const cause = 'the nearby copy of its files is asked alone, and has no place for it';
    return start === -1
      ? refuse('upstream-unreachable', { url: fileUrl, cause })
      : `${base}${pathname.slice(start)}`;
  };
  const counted = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    try {
      const value = await work();
      failures = 0;
      return value;
    } catch (error) {
      if (error instanceof ProblemError && isOutOfReach(error.problem)) {
        failures += 1;
        if (failures === MOST_FAILURES && fallback) onGivenUp(error.problem);
      }
      throw error;
    }
  };
  return {
    fallback,
    addressOf,
    isFor: (fileUrl) =>
      /^https?:/.test(fileUrl) &&
      (!fallback || (failures < MOST_FAILURES && new URL(fileUrl).pathname.includes('/packages/'))),
    openFile: (fileUrl, options) =>
      counted(() => openFrom({ index, source: base }, addressOf(fileUrl), options)),
    readMetadata: (file, options) =>
      counted(() => index.readMetadata({ ...file, url: addressOf(file.url) }, options)),
    readSize: (fileUrl, options) => counted(() => index.readSize(addressOf(fileUrl), options)),
    close: index.close,
  };
}

function isOutOfReach(problem: Problem): boolean {
  if (problem.code === 'upstream-status') return problem.parameters.status >= 500;
  return PROBLEM_FACTS[problem.code].family === 'upstream' && problem.code !== 'upstream-page-invalid';
}

/**
 * An index whose files are also nearby. Metadata is asked for there first, where its hash is known; sizes, which nothing
 * proves, only where the index itself may not be asked. `openFile` is still the index's own.
 */
export function withNearbyFiles(index: Index, nearby: NearbyFiles): Index {
  return {
    ...index,
    readSize: (url, options) =>
      nearby.isFor(url) && !nearby.fallback ? nearby.readSize(url, options) : index.readSize(url, options),
    openFile: (url, options) => openFrom({ index, source: null }, url, options),
    readMetadata: async (file, options) => {
      if (!nearby.isFor(file.url)) return index.readMetadata(file, options);
      if (!nearby.fallback) return nearby.readMetadata(file, options);
      const { sha256 } = announcedMetadata(file) || { sha256: null };
      if (sha256 === null) return index.readMetadata(file, options);
      try {
        const answer = await nearby.readMetadata(file, options);
        if (createHash('sha256').update(answer.text).digest('hex') === sha256) return answer;
      } catch (error) {
        options.signal.throwIfAborted();
        if (!(error instanceof ProblemError)) throw error;
      }
      return index.readMetadata(file, options);
    },
    close: async () => {
      await index.close();
      await nearby.close();
    },
  };
}

interface FileSource {
  readonly index: Index;
  /** Where the copy stands; `null`: upstream itself. */
  readonly source: string | null;
}

/**
 * Opens a file, and goes on with bytes that came from elsewhere only where this source has the same version of them by its
 * validator. Which source a validator is from, it says itself: that of a copy has the copy's address before it.
 */
async function openFrom(
  { index, source }: FileSource,
  url: string,
  { fromByte, validator, signal }: OpenOptions,
): Promise<FileStream> {
  const before = readValidator(validator);
  const isOwn = before.source === source;
  const canGoOn = isOwn || before.validator !== null;
  const options = canGoOn
    ? { fromByte, validator: before.validator, signal }
    : { fromByte: 0, validator: null, signal };
  const stream = await index.openFile(url, options);
  const isMixed = !isOwn && stream.offset > 0 && stream.validator !== before.validator;
  if (!isMixed) return marked(stream, source);
  stream.close();
  return marked(await index.openFile(url, { fromByte: 0, validator: null, signal }), source);
}

function marked(stream: FileStream, source: string | null): FileStream {
  return source === null ? stream : { ...stream, validator: `${source} ${stream.validator ?? ''}` };
}

function readValidator(text: string | null): {
  readonly source: string | null;
  readonly validator: string | null;
} {
  const [, source, validator] = /^(https?:\/\/\S+) (.*)$/i.exec(text ?? '') ?? [];
  return source === undefined ? { source: null, validator: text } : { source, validator: validator || null };
}
