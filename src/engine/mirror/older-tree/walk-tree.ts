import { lstat, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { diskProblem, isMissing } from '../../files/disk-problems';
import { lookAt } from './links';

export interface TreeEntry {
  /** Relative to the folder that is walked through, with `/`. */
  readonly path: string;
  /** `hidden`: a file whose name begins with a dot; what is in a hidden folder counts as such. */
  readonly kind: 'file' | 'hidden' | 'link-inside' | 'outside';
  readonly sizeBytes: number;
}

/** Every file and link below `top`, folder by folder; links are not followed. Throws a disk problem. */
export async function* walkTree(
  top: string,
  { signal }: { readonly signal: AbortSignal },
): AsyncGenerator<TreeEntry> {
  const waiting: { readonly path: string; readonly isHidden: boolean }[] = [{ path: '', isHidden: false }];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for await (const entry of openFolder(join(top, folder.path))) {
      signal.throwIfAborted();
      const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`;
      const isHidden = folder.isHidden || entry.name.startsWith('.');
      if (entry.isDirectory()) waiting.push({ path, isHidden });
      else yield await describe(top, path, isHidden, entry.isFile());
    }
  }
}

async function* openFolder(path: string) {
  try {
    yield* await opendir(path);
  } catch (error) {
    if (!isMissing(error)) throw diskProblem(error, { path, operation: 'read' });
  }
}

async function describe(top: string, path: string, isHidden: boolean, isFile: boolean): Promise<TreeEntry> {
  const full = join(top, path);
  try {
    if (isFile) {
      const { size } = await lstat(full);
      return { path, kind: isHidden ? 'hidden' : 'file', sizeBytes: size };
    }
    const place = await lookAt(top, full);
    return { path, kind: place.kind === 'link-inside' ? place.kind : 'outside', sizeBytes: 0 };
  } catch (error) {
    if (isMissing(error)) return { path, kind: 'outside', sizeBytes: 0 };
    throw diskProblem(error, { path: full, operation: 'read' });
  }
}
