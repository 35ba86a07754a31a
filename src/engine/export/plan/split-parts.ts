import type { SizedPath } from '../drive/file-system-rules';

/** What drives of up to 32 GB usually give room in. Parts are reckoned by it, so that they are the same on every drive. */
export const USUAL_CLUSTER_BYTES = 32 * 1024;

/**
 * Divides files among drives of one size, in their order, so that the same files always come to the same parts. `null`
 * where a single one is larger than a drive. `fixed` go onto each of them.
 */
export function splitIntoParts<File extends SizedPath>(
  files: readonly File[],
  { partBytes, fixed }: { readonly partBytes: number; readonly fixed: readonly SizedPath[] },
): readonly (readonly File[])[] | null {
  const parts: File[][] = [];
  let current: File[] = [];
  let room = createRoom(USUAL_CLUSTER_BYTES, fixed);
  for (const file of files) {
    if (current.length > 0 && room.bytesWith(file) > partBytes) {
      parts.push(current);
      current = [];
      room = createRoom(USUAL_CLUSTER_BYTES, fixed);
    }
    if (room.bytesWith(file) > partBytes) return null;
    room.add(file);
    current.push(file);
  }
  parts.push(current);
  return parts;
}

/** What files take on a drive that gives room in clusters: their own, and those of the folders above them. */
export function roomFor(files: readonly SizedPath[], clusterBytes: number): number {
  return createRoom(clusterBytes, files).bytes();
}

function createRoom(clusterBytes: number, first: readonly SizedPath[]) {
  const folders = new Set<string>();
  let bytes = 0;
  const roundUp = (size: number): number => Math.ceil(size / clusterBytes) * clusterBytes;
  const newFolders = (path: string): readonly string[] => {
    const found: string[] = [];
    for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
      const folder = path.slice(0, end);
      if (folders.has(folder)) break;
      found.push(folder);
    }
    return found;
  };
  const add = ({ path, sizeBytes }: SizedPath): void => {
    const found = newFolders(path);
    for (const folder of found) folders.add(folder);
    bytes += roundUp(sizeBytes) + found.length * clusterBytes;
  };
  first.forEach(add);
  return {
    add,
    bytes: () => bytes,
    bytesWith: ({ path, sizeBytes }: SizedPath): number =>
      bytes + roundUp(sizeBytes) + newFolders(path).length * clusterBytes,
  };
}
