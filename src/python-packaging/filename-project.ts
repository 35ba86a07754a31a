import { parseSdistFilename, parseWheelFilename } from './filename';
import type { NormalizedName } from './name';

/** The project that the name of a file (or of the metadata beside it) speaks of; `null` where it speaks of none. */
export function projectOfFilename(name: string): NormalizedName | null {
  const filename = name.replace(/\.metadata$/, '');
  const parsed = filename.endsWith('.whl') ? parseWheelFilename(filename) : parseSdistFilename(filename);
  return parsed.kind === 'invalid' ? null : parsed.name;
}
