import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { codeOf } from './disk-problems';

/**
 * Makes a folder and what is missing above it; a folder that is there stays. Throws the system's error.
 *
 * Node's own `mkdir` with `recursive` never ends where the system answers ENOENT although the folder above exists, as
 * below /proc.
 */
export async function makeFolders(folder: string): Promise<void> {
  try {
    await mkdir(folder);
  } catch (error) {
    const code = codeOf(error);
    if (code === 'EEXIST' && (await isFolder(folder))) return;
    const above = dirname(folder);
    if (code !== 'ENOENT' || above === folder || (await isFolder(above))) throw error;
    await makeFolders(above);
    // Somebody else may have made it meanwhile.
    await makeFolders(folder);
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}
