import { stat } from 'node:fs/promises';
import { isAbsolute, join, resolve } from 'node:path';

/** The folders of the person that paths are completed from. */
export interface PersonFolders {
  readonly home: string;
  readonly documents: string;
}

/**
 * The absolute path of a folder that a person typed. `~` is their home; a path that is not absolute counts from their
 * documents, for an application has no working directory that anyone would know of.
 */
export function completePath(typed: string, { home, documents }: PersonFolders): string {
  const trimmed = typed.trim();
  if (trimmed === '~') return home;
  if (/^~[/\\]/.test(trimmed)) return resolve(home, trimmed.slice(2));
  return isAbsolute(trimmed) ? resolve(trimmed) : resolve(documents, trimmed);
}

/** A folder that does not exist yet for a mirror of this name, in the person's documents. */
export async function suggestFolder(name: string, { documents }: PersonFolders): Promise<string> {
  const base = join(documents, 'Sandgrouse', folderName(name));
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? base : `${base}-${number}`;
    if (!(await exists(candidate))) return candidate;
  }
}

/** Keeps what every file system takes, FAT32 included. */
function folderName(name: string): string {
  const kept = name
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._ -]+/gu, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
    .slice(0, 60);
  const isReserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i.test(kept);
  return kept === '' || isReserved ? 'mirror' : kept;
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
