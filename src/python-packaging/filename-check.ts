import type { NormalizedName } from './name';

/** Room is left for `.metadata`, within what every common file system holds (255). */
const LONGEST_FILENAME = 255 - '.metadata'.length;

/** Names that Windows keeps for devices, with any extension. */
const RESERVED_NAME = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\.|$)/i;

/** All that PEP 427 and PEP 625 filenames can hold; `!` for the epoch of a version. */
const ALLOWED = /^[A-Za-z0-9._+!-]+$/;

/**
 * What keeps a filename that an index gave from being used as one on every file system, in words; `null` when nothing
 * does. Nothing else may become part of a path.
 */
export function checkDistributionFilename(filename: string): string | null {
  if (filename === '') return 'the filename is empty';
  if (/[/\\]/.test(filename)) return 'the filename holds a path separator';
  const stranger = ALLOWED.test(filename) ? undefined : /[^A-Za-z0-9._+!-]/u.exec(filename)?.[0];
  if (stranger !== undefined) return `the filename holds ${nameCharacter(stranger)}`;
  if (filename.startsWith('.')) return 'the filename begins with a dot';
  if (filename.endsWith('.')) return 'the filename ends with a dot';
  if (filename.length > LONGEST_FILENAME) return `the filename is longer than ${LONGEST_FILENAME} characters`;
  if (RESERVED_NAME.test(filename)) return 'the filename is reserved by Windows';
  return null;
}

/** The same for a project's name, which is a folder in every mirror. */
export function checkProjectFolder(project: NormalizedName): string | null {
  return RESERVED_NAME.test(project) ? `the name of its project, "${project}", is reserved by Windows` : null;
}

function nameCharacter(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const isVisible = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character);
  return isVisible
    ? `the character "${character}"`
    : `the invisible character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
