import { createHash } from 'node:crypto';
import { join, resolve } from 'node:path';
import { ProblemError, problem } from '../../contract/problem';

/** Every place inside a mirror's folder. `web` is the tree that clients read, `.sandgrouse` holds our own records. */
export interface MirrorPaths {
  readonly directory: string;
  readonly web: string;
  readonly packages: string;
  readonly simple: string;
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
    packages: join(web, 'packages'),
    simple: join(web, 'simple'),
    records,
    lock: join(records, 'lock'),
    journal: join(records, 'files.jsonl'),
    partial: join(records, 'partial'),
    temporary: join(records, 'tmp'),
  };
}

/** The three forms of a page, by the names that bandersnatch gives them. */
export const PAGE_FILES = {
  html: 'index.html',
  v1Html: 'index.v1_html',
  v1Json: 'index.v1_json',
} as const;

/** The unfinished bytes of a file, and what is known about them. The final path may be longer than a name can be. */
export function partialFilePaths(
  { partial }: MirrorPaths,
  path: string,
): { readonly data: string; readonly facts: string } {
  const stem = join(partial, createHash('sha256').update(path).digest('hex'));
  return { data: `${stem}.part`, facts: `${stem}.json` };
}

/** Where a wheel's METADATA stands beside it (PEP 658). */
export function metadataPath(path: string): string {
  return `${path}.metadata`;
}

/**
 * The place of `path` (relative, with `/`) below `folder`. Throws a problem for everything that could end elsewhere or
 * that some file system would read as another name.
 */
export function resolveInside(folder: string, path: string): string {
  const reason = findPathFault(path);
  if (reason !== null) {
    throw new ProblemError(problem('disk-failed', { path, operation: 'write', cause: reason }));
  }
  return join(folder, ...path.split('/'));
}

const RESERVED_ON_WINDOWS = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?:\.|$)/i;
const LONGEST_NAME_BYTES = 255;

/** What makes `path` unfit to be a relative path on every system; `null` when it is fine. */
export function findPathFault(path: string): string | null {
  const faults = path.split('/').map(findNameFault);
  return faults.find((fault) => fault !== null) ?? null;
}

function findNameFault(name: string): string | null {
  if (name === '') return 'the path has an empty part';
  if (name === '.' || name === '..') return 'the path climbs';
  if (name.startsWith('.')) return 'a part of the path is hidden';
  if (name.endsWith('.') || name.endsWith(' ')) return 'a part of the path ends with a dot or a space';
  if (hasForbiddenCharacter(name)) return 'the path has a character that some systems forbid';
  if (RESERVED_ON_WINDOWS.test(name)) return 'a part of the path is reserved on Windows';
  if (Buffer.byteLength(name) > LONGEST_NAME_BYTES) return 'a part of the path is too long';
  return null;
}

function hasForbiddenCharacter(name: string): boolean {
  for (const character of name) {
    const code = character.charCodeAt(0);
    if (code < 0x20 || (code >= 0x7f && code < 0xa0) || '\\:*?"<>|'.includes(character)) return true;
  }
  return /\p{Surrogate}/u.test(name);
}
