import type { SimpleFile } from '../../python-packaging/simple-page';

/** How the files of a page stand to each other: which are listed first, and which come again under a name that is taken. */
export interface Repetitions {
  /** One file for each filename, in the page's order. */
  readonly first: readonly SimpleFile[];
  /** Other files under the same name, or in the same place but for capitals. The same file once more is no matter, and is not among them. */
  readonly contradicting: readonly SimpleFile[];
}

/**
 * A filename names one file (PEP 503 and 691 have no other key). Pages made by hand list some twice; where the two
 * differ, no installer could tell which one it gets, and the first is taken. So it is where two names that differ in
 * capitals alone would have one place: on Windows, on macOS and on most drives these are one file.
 */
export function findRepetitions(files: readonly SimpleFile[]): Repetitions {
  const first = new Map<string, SimpleFile>();
  const places = new Map<string, Set<string>>();
  const contradicting: SimpleFile[] = [];
  for (const file of files) {
    const taken = first.get(file.filename);
    if (taken === undefined) {
      if (isPlaceTaken(places, file)) contradicting.push(file);
      else first.set(file.filename, file);
    } else if (!isSameFile(taken, file)) contradicting.push(file);
  }
  return { first: [...first.values()], contradicting };
}

/** The folders that a file's place in a mirror may have: upstream's own, and that of its hash. */
function isPlaceTaken(places: Map<string, Set<string>>, { filename, url, hashes }: SimpleFile): boolean {
  const folders = [/\/packages\/([0-9a-f/]+)\/[^/]+$/.exec(url)?.[1], hashes.sha256].flatMap(
    (folder) => folder ?? [],
  );
  const name = filename.toLowerCase();
  const known = places.get(name);
  if (known === undefined) {
    places.set(name, new Set(folders));
    return false;
  }
  if (folders.some((folder) => known.has(folder))) return true;
  for (const folder of folders) known.add(folder);
  return false;
}

function isSameFile(left: SimpleFile, right: SimpleFile): boolean {
  const [leftHash, rightHash] = [left.hashes.sha256, right.hashes.sha256];
  return leftHash !== undefined && rightHash !== undefined ? leftHash === rightHash : left.url === right.url;
}
