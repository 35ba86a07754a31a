import type { SimpleFile } from '../../python-packaging/simple-page';

/** How the files of a page stand to each other: which are listed first, and which come again under a name that is taken. */
export interface Repetitions {
  /** One file for each filename, in the page's order. */
  readonly first: readonly SimpleFile[];
  /** Other files under the same name. The same file once more is no matter, and is not among them. */
  readonly contradicting: readonly SimpleFile[];
}

/**
 * A filename names one file (PEP 503 and 691 have no other key). Pages made by hand list some twice; where the two
 * differ, no installer could tell which one it gets, and the first is taken.
 */
export function findRepetitions(files: readonly SimpleFile[]): Repetitions {
  const first = new Map<string, SimpleFile>();
  const contradicting: SimpleFile[] = [];
  for (const file of files) {
    const taken = first.get(file.filename);
    if (taken === undefined) first.set(file.filename, file);
    else if (!isSameFile(taken, file)) contradicting.push(file);
  }
  return { first: [...first.values()], contradicting };
}

function isSameFile(left: SimpleFile, right: SimpleFile): boolean {
  const [leftHash, rightHash] = [left.hashes.sha256, right.hashes.sha256];
  return leftHash !== undefined && rightHash !== undefined ? leftHash === rightHash : left.url === right.url;
}
