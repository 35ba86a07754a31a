import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { looksLikeBundle } from './open-bundle';

const MOST_FOLDERS = 200;

/** The bundle that a folder is, or the only one in it: people choose a drive as often as the folder. `null`: none. */
export async function recogniseBundle(directory: string): Promise<string | null> {
  const chosen = resolve(directory);
  if (await looksLikeBundle(chosen)) return chosen;
  const entries = await readdir(chosen, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries.filter((one) => one.isDirectory()).slice(0, MOST_FOLDERS)) {
    const folder = join(chosen, entry.name);
    if (await looksLikeBundle(folder)) found.push(folder);
  }
  return found.length === 1 ? (found[0] ?? null) : null;
}
