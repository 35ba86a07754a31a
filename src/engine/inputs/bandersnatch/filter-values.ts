/** Binary units, as bandersnatch counts sizes. */
const UNITS: Readonly<Record<string, number>> = { b: 0, byte: 0, bytes: 0, k: 1, m: 2, g: 3, t: 4, p: 5 };

/** `1G`, `500 MiB`, `1024`: bytes, a unit being 1024 of the one before. `null` for what is no size. */
export function sizeBytesOf(text: string): number | null {
  const [, number, unit = ''] = /^\s*([0-9]+(?:\.[0-9]+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  if (number === undefined) return null;
  const lower = unit.toLowerCase();
  const power = lower === '' ? 0 : (UNITS[lower] ?? UNITS[/^([kmgtp])i?b$/.exec(lower)?.[1] ?? '']);
  const bytes = power === undefined ? Number.NaN : Math.floor(Number(number) * 1024 ** power);
  return Number.isSafeInteger(bytes) ? bytes : null;
}

/** A size in the largest unit that says it exactly. */
export function formatSize(sizeBytes: number): string {
  const units = ['', 'K', 'M', 'G', 'T', 'P'];
  let size = sizeBytes;
  let unit = 0;
  while (size > 0 && size % 1024 === 0 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${size}${units[unit] ?? ''}`;
}

/** A whole number as Python's `int` reads it; `null` for what is none. */
export function wholeNumberOf(text: string): number | null {
  if (!/^\s*[+-]?[0-9]+(?:_[0-9]+)*\s*$/.test(text)) return null;
  const number = Number(text.replaceAll('_', ''));
  return Number.isSafeInteger(number) ? number : null;
}

/** How a key of a metadata filter is read: tags, then a dotted path, divided by colons. */
export interface MetadataKey {
  readonly match: 'any' | 'all' | 'none';
  /** Whether what has no value passes. */
  readonly nullsMatch: boolean;
  /** `info.classifiers`, `release_file.packagetype`. */
  readonly path: string;
}

/** Later tags win; tags that bandersnatch does not know are passed over by it. */
export function parseMetadataKey(key: string): MetadataKey {
  const tags = key.split(':');
  const path = tags.pop() ?? '';
  let match: MetadataKey['match'] = 'any';
  let nullsMatch = true;
  for (const tag of tags) {
    if (tag === 'not-null') nullsMatch = false;
    else if (tag === 'match-null') nullsMatch = true;
    else if (tag === 'all' || tag === 'any' || tag === 'none') match = tag;
  }
  return { match, nullsMatch, path };
}

export function formatMetadataKey({ match, nullsMatch, path }: MetadataKey): string {
  return `${match}:${nullsMatch ? 'match-null' : 'not-null'}:${path}`;
}
