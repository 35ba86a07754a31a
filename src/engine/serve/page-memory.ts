import { createHash } from 'node:crypto';
import { type Stats, stat, statSync } from 'node:fs';
import { codeOf, isMissing } from '../files/disk-problems';
import { lookAtOnce, lookLater, type TreeView } from '../mirror/tree-view';
import { ByteBudget } from './byte-budget';
import { type Coding, compress } from './coding';
import { openFileBelow } from './served-file';

/** A page as it stands on the disk now. */
export interface Page {
  readonly body: Buffer;
  /** The hash of the bytes: equal pages have equal tags, whichever mirror or computer they come from. */
  readonly tag: string;
}

interface KnownPage {
  readonly page: Page;
  /** What the file system says of the file that it was read from. */
  readonly facts: Stats;
}

/** So much of pages and of their compressed forms is kept in memory at the most. */
const MOST_BYTES = 144 * 1024 * 1024;

/** A disk of this computer takes some microseconds. */
const LONGEST_LOOK_MS = 50;

/**
 * Pages that were read lately, with their hash and their compressed forms. The file is looked at for every request: a
 * page that was replaced is read anew. Of many who ask for the same at once, one reads and one compresses.
 */
export class PageMemory {
  readonly #known = new ByteBudget<KnownPage>(MOST_BYTES / 3);
  readonly #made = new ByteBudget<Page>(MOST_BYTES / 3);
  readonly #compressed = new ByteBudget<Buffer>(MOST_BYTES / 3);
  #looksAtOnce: boolean;
  readonly #underWay = new Map<string, Promise<Buffer>>();

  /**
   * `looksAtOnce`: nothing else in this process has to go on while a disk thinks. To look without a detour over another
   * thread halves what a page costs.
   */
  constructor({ looksAtOnce }: { readonly looksAtOnce: boolean }) {
    this.#looksAtOnce = looksAtOnce;
  }

  /** The page at `path` of a tree; `null` where there is none. Throws what else the disk says. */
  async read(tree: TreeView, path: string): Promise<Page | null> {
    return tree.read(path, {
      lookAt: (place) => (this.#looksAtOnce ? lookAtOnce(place) : lookLater(place)),
      readIn: (top) => this.#readIn(top, path),
    });
  }

  async #readIn(top: string, path: string): Promise<Page | null> {
    const place = `${top}/${path}`;
    const facts = this.#looksAtOnce ? this.#lookNow(place) : await readFacts(place);
    if (facts === null) return null;
    const known = this.#known.find(place);
    if (known !== undefined && isSameFile(known.facts, facts)) return known.page;
    const fresh = await readPage(top, path);
    if (fresh !== null) this.#known.keep(place, fresh, fresh.page.body.byteLength);
    return fresh?.page ?? null;
  }

  /**
   * A page that is made of others, and kept under `key`, which has to name all that it is made of. What `write` has no
   * text for is not remembered.
   */
  async make(key: string, write: () => Promise<string | null>): Promise<Page | null> {
    const known = this.#made.find(key);
    if (known !== undefined) return known;
    const text = await write();
    if (text === null) return null;
    const page = madePage(text);
    this.#made.keep(key, page, page.body.byteLength);
    return page;
  }

  /** The bytes of a page in a content coding. */
  async encode({ body, tag }: Page, coding: Coding): Promise<Buffer> {
    if (coding === 'identity') return body;
    const key = `${tag}-${coding}`;
    return this.#compressed.find(key) ?? this.#underWay.get(key) ?? this.#compress(key, body, coding);
  }

  /** Not any more once a disk was slow: a drive on the network may let everybody wait. */
  #lookNow(place: string): Stats | null {
    const startedAt = performance.now();
    try {
      return statSync(place, { throwIfNoEntry: false }) ?? null;
    } catch (error) {
      if (isNotThere(error)) return null;
      throw error;
    } finally {
      if (performance.now() - startedAt > LONGEST_LOOK_MS) this.#looksAtOnce = false;
    }
  }

  #compress(key: string, body: Buffer, coding: Exclude<Coding, 'identity'>): Promise<Buffer> {
    const compressing = compress(body, coding)
      .then((bytes) => {
        this.#compressed.keep(key, bytes, bytes.byteLength);
        return bytes;
      })
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, compressing);
    return compressing;
  }
}

export function madePage(text: string): Page {
  const body = Buffer.from(text);
  return { body, tag: tagOf(body) };
}

async function readPage(top: string, path: string): Promise<KnownPage | null> {
  const file = await openFileBelow(top, path);
  if (file === null) return null;
  try {
    const facts = await file.handle.stat();
    const body = await file.handle.readFile();
    return { facts, page: { body, tag: tagOf(body) } };
  } finally {
    await file.handle.close();
  }
}

const tagOf = (body: Buffer): string => createHash('sha256').update(body).digest('base64url').slice(0, 27);

/** With the callback, which costs a third of what the promise does: this is asked for every request. */
function readFacts(place: string): Promise<Stats | null> {
  return new Promise((fulfil, reject) => {
    stat(place, (error, entry) => {
      if (error === null) fulfil(entry);
      else if (isNotThere(error)) fulfil(null);
      else reject(error);
    });
  });
}

const isNotThere = (error: unknown): boolean => isMissing(error) || codeOf(error) === 'ENAMETOOLONG';

/** Whatever replaces a file, or writes into it, changes one of these. */
function isSameFile(left: Stats, right: Stats): boolean {
  return (
    left.ino === right.ino &&
    left.mtimeMs === right.mtimeMs &&
    left.ctimeMs === right.ctimeMs &&
    left.size === right.size &&
    left.dev === right.dev
  );
}
