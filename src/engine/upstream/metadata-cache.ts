import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import type { SimpleFile } from '../../python-packaging/simple-page';
import { LARGEST_METADATA_BYTES } from '../files/archived-metadata';
import { createCacheWriter } from '../files/cache-files';
import { readJsonFile } from '../files/read-file';
import { announcedMetadata } from './read-metadata';
import type { MetadataAnswer, Upstream } from './upstream';

/** Keeps what files say of their releases; hashes are the keys, so nothing in it is ever out of date. */
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

/** An upstream that is asked for the same metadata only once, also by several at the same time. */
export function withMetadataCache(upstream: Upstream, cache: MetadataCache): Upstream {
  const underWay = new Map<string, Promise<MetadataAnswer>>();
  return {
    ...upstream,
    readMetadata: async (file, options) => {
      const key = keyOf(file);
      if (key === null) return upstream.readMetadata(file, options);
      const known = await cache.read(key.sha256);
      if (known !== null && isUnder(key, known)) return known;
      // Where it fails, or is another text than was announced, each finds out by itself.
      const others = underWay.get(key.sha256);
      const shared = others === undefined ? null : await others.catch(() => null);
      if (shared !== null && isUnder(key, shared)) return shared;
      const asking = upstream.readMetadata(file, options);
      underWay.set(key.sha256, asking);
      try {
        const answer = await asking;
        if (isUnder(key, answer)) await cache.write(key.sha256, answer);
        return answer;
      } finally {
        if (underWay.get(key.sha256) === asking) underWay.delete(key.sha256);
      }
    },
  };
}

interface Key {
  readonly sha256: string;
  /** Whether the hash is of the text itself, and not of the file that it is from. */
  readonly isOfText: boolean;
}

/** By the metadata's own hash, which wheels of one release share; else by the file's. `null`: nothing tells it apart. */
function keyOf(file: SimpleFile): Key | null {
  const announced = announcedMetadata(file);
  const ofText = announced === false ? null : announced.sha256;
  const sha256 = ofText ?? file.hashes.sha256 ?? '';
  return /^[0-9a-f]{64}$/.test(sha256) ? { sha256, isOfText: ofText !== null } : null;
}

/** A folder may have been written by others, and a wheel need not hold what the index announced: a text proves itself. */
function isUnder({ sha256, isOfText }: Key, { text }: MetadataAnswer): boolean {
  return !isOfText || createHash('sha256').update(text).digest('hex') === sha256;
}
