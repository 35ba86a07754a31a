import { join, resolve } from 'node:path';

/** Where everything of a mirror stands on the disk. Paths inside `web` are written with `/` on every system. */
export interface MirrorPaths {
  readonly directory: string;
  /** What is served: the tree that bandersnatch writes. */
  readonly web: string;
  readonly simple: string;
  /** Our own records; never served. */
  readonly records: string;
  readonly lock: string;
  readonly journal: string;
  readonly partial: string;
  readonly temporary: string;
}

export function mirrorPaths(directory: string): MirrorPaths {
  const root = resolve(directory);
  const web = join(root, 'web');
  const records = join(root, '.sandgrouse');
  return {
    directory: root,
    web,
    simple: join(web, 'simple'),
    records,
    lock: join(records, 'lock'),
    journal: join(records, 'files.jsonl'),
    partial: join(records, 'partial'),
    temporary: join(records, 'tmp'),
  };
}

/** A segment that is a file's name on every system, Windows and exFAT included. */
const SEGMENT = /^[A-Za-z0-9_+!-][A-Za-z0-9._+!-]{0,254}$/;
const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/**
 * The place on the disk of a path inside `web`. Throws a `RangeError` for a path that could lead anywhere else: whoever
 * made it should have checked what came from upstream.
 */
export function resolveInside(web: string, path: string): string {
  const segments = path.split('/');
  const isSafe = segments.every(
    (segment) => SEGMENT.test(segment) && !segment.endsWith('.') && !RESERVED_ON_WINDOWS.test(segment),
  );
  if (!isSafe) throw new RangeError(`"${path}" is no path inside a mirror`);
  return join(web, ...segments);
}
