import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

const TEST_FILE = /\.test\.\w+$/;

/** A hash over the names and contents of files and whole folders below `root`. Tests are left out: no build reads them. */
export async function stampOf(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) await addTo(hash, root, input);
  return hash.digest('hex');
}

async function addTo(hash, root, path) {
  if ((await stat(join(root, path))).isDirectory()) {
    for (const name of (await readdir(join(root, path))).sort()) await addTo(hash, root, `${path}/${name}`);
  } else if (!TEST_FILE.test(path)) {
    const content = await readFile(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
}
