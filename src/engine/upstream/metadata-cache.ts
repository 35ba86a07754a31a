import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { LARGEST_METADATA_BYTES } from '../files/archived-metadata';
import { createCacheWriter } from '../files/cache-files';
import { readJsonFile } from '../files/read-file';
import { announcedMetadata } from './read-metadata';
import type { Index, MetadataAnswer } from './upstream';

/** Keeps what files say of their releases; the keys are made of hashes, so nothing in it is ever out of date. */
export interface MetadataCache {
  readonly read: (key: string) => Promise<MetadataAnswer | null>;
  readonly write: (key: string, answer: MetadataAnswer) => Promise<void>;
}

const schema = z.object({
  source: z.enum(['metadata-file', 'wheel', 'sdist']),
  text: z.string(),
  pyproject: z.string().nullable(),
});

/** In the mirror's `.sandgrouse/metadata/`, one file each. A damaged one counts as none. */
export function openMetadataCache(directory: string): MetadataCache {
  const folder = join(directory, '.sandgrouse', 'metadata');
  const pathOf = (key: string): string => join(folder, key.slice(0, 2), `${key}.json`);
  const write = createCacheWriter([folder], join(directory, '.sandgrouse', 'tmp'));
  return {
    read: async (key) => {
      try {
        const value = await readJsonFile(pathOf(key), { limitBytes: 4 * LARGEST_METADATA_BYTES });
        const parsed = schema.safeParse(value);
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    write: (key, answer) => write(pathOf(key), JSON.stringify(answer)),
  };
}

/** An index that is asked for the same metadata only once, also by several at the same time. */
export function withMetadataCache(index: Index, cache: MetadataCache): Index {
  const underWay = new Map<string, Promise<MetadataAnswer>>();
  return {
    ...index,
    readMetadata: async (file, options) => {
      const key = keyOf(file, index.url);
      if (key === null) return index.readMetadata(file, options);
      const known = await cache.read(key.name);
      if (known !== null && isUnder(key, known)) return known;
      // Where it fails, or is another text than was announced, each finds out by itself.
      const others = underWay.get(key.name);
      const shared = others === undefined ? null : await others.catch(() => null);
      if (shared !== null && isUnder(key, shared)) return shared;
      const asking = index.readMetadata(file, options);
      underWay.set(key.name, asking);
      try {
        const answer = await asking;
        if (isUnder(key, answer)) await cache.write(key.name, answer);
        return answer;
      } finally {
        if (underWay.get(key.name) === asking) underWay.delete(key.name);
      }
    },
  };
}

interface Key {
  /** What the answer is kept under: 64 hexadecimal digits. */
  readonly name: string;
  /** The hash of the text itself, where that was announced. */
  readonly textSha256: string | null;
}

/**
 * By the metadata's own hash, which wheels of one release share; else by the file's, and for this index alone: another one
 * may lie about which file has that hash, and so put words into its mouth. `null`: nothing tells it apart.
 */
function keyOf(file: SimpleFile, indexUrl: string): Key | null {
  const announced = announcedMetadata(file);
  const textSha256 = announced === false ? null : announced.sha256;
  const fileSha256 = file.hashes.sha256 ?? '';
  if (!SHA256.test(textSha256 ?? fileSha256)) return null;
  return { name: textSha256 ?? sha256(`${indexUrl}\n${fileSha256}`), textSha256 };
}

const SHA256 = /^[0-9a-f]{64}$/;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A folder may have been written by others, and a wheel need not hold what the index announced: a text proves itself. */
function isUnder({ textSha256 }: Key, { text }: MetadataAnswer): boolean {
  return textSha256 === null || sha256(text) === textSha256;
}
