/** First and last byte, both included. */
export interface ByteRange {
  readonly first: number;
  readonly last: number;
}

/** Spaces belong to one place each: a header full of them would else be tried in every way to share them out. */
const RANGE = /^bytes=\s*(?:([0-9]+)\s*)?-\s*(?:([0-9]+)\s*)?$/i;

/**
 * Reads a Range header (RFC 9110, 14.1.2 and 14.2) for a file of `sizeBytes`. `null`: there is none that can be taken,
 * and the whole file is the answer, as for several ranges at once. `unsatisfiable` is a 416.
 */
export function readByteRange(
  header: string | undefined,
  sizeBytes: number,
): ByteRange | 'unsatisfiable' | null {
  const match = RANGE.exec(header ?? '');
  const [, firstText = '', lastText = ''] = match ?? [];
  if (firstText === '' && lastText === '') return null;
  if (firstText === '') {
    const suffixBytes = Number(lastText);
    if (suffixBytes === 0 || sizeBytes === 0) return 'unsatisfiable';
    return { first: Math.max(0, sizeBytes - suffixBytes), last: sizeBytes - 1 };
  }
  const first = Number(firstText);
  const last = lastText === '' ? Number.POSITIVE_INFINITY : Number(lastText);
  if (last < first) return null;
  if (first >= sizeBytes) return 'unsatisfiable';
  return { first, last: Math.min(last, sizeBytes - 1) };
}
