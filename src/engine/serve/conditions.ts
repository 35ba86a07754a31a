import type { IncomingHttpHeaders } from 'node:http';

/** What a condition is tested against. */
export interface Validators {
  /** Strong, with its quotes. */
  readonly etag: string;
  /** `null` where only the tag counts. */
  readonly modifiedAtMs: number | null;
}

/**
 * Evaluates a request's conditions in the order of RFC 9110, 13.2.2. `not-modified` is a 304, `failed` a 412.
 */
export function evaluateConditions(
  headers: IncomingHttpHeaders,
  { etag, modifiedAtMs }: Validators,
): 'go-on' | 'not-modified' | 'failed' {
  const ifMatch = headers['if-match'];
  if (ifMatch !== undefined) {
    if (ifMatch.trim() !== '*' && !readTags(ifMatch).includes(etag)) return 'failed';
  } else if (isLater(modifiedAtMs, headers['if-unmodified-since']) === true) {
    return 'failed';
  }
  const ifNoneMatch = headers['if-none-match'];
  if (ifNoneMatch !== undefined) {
    const tags = readTags(ifNoneMatch).map((tag) => tag.replace(/^W\//, ''));
    return ifNoneMatch.trim() === '*' || tags.includes(etag) ? 'not-modified' : 'go-on';
  }
  return isLater(modifiedAtMs, headers['if-modified-since']) === false ? 'not-modified' : 'go-on';
}

/** RFC 9110, 13.1.5: a range is given only of exactly the file that the client has the beginning of. */
export function mayGiveRange(headers: IncomingHttpHeaders, { etag, modifiedAtMs }: Validators): boolean {
  const ifRange = headers['if-range'];
  if (typeof ifRange !== 'string') return true;
  if (ifRange.includes('"')) return ifRange.trim() === etag;
  return modifiedAtMs !== null && Date.parse(ifRange) === wholeSeconds(modifiedAtMs);
}

function readTags(header: string): readonly string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

/** `null` where one of the times is not known. */
function isLater(modifiedAtMs: number | null, date: string | undefined): boolean | null {
  const timeMs = date === undefined ? Number.NaN : Date.parse(date);
  if (modifiedAtMs === null || Number.isNaN(timeMs)) return null;
  return wholeSeconds(modifiedAtMs) > timeMs;
}

/** HTTP dates have no fractions. */
function wholeSeconds(timeMs: number): number {
  return Math.floor(timeMs / 1000) * 1000;
}
