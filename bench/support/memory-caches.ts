import type { MetadataCache } from '../../src/engine/upstream/metadata-cache';
import type { CachedPage, MetadataAnswer, PageCache } from '../../src/engine/upstream/upstream';

/** Caches that live as long as the process. */
export function memoryCaches(): { readonly pageCache: PageCache; readonly metadataCache: MetadataCache } {
  const pages = new Map<string, CachedPage>();
  const metadata = new Map<string, MetadataAnswer>();
  return {
    pageCache: {
      read: async (name) => pages.get(name) ?? null,
      write: async (name, page) => void pages.set(name, page),
    },
    metadataCache: {
      read: async (key) => metadata.get(key) ?? null,
      write: async (key, answer) => void metadata.set(key, answer),
    },
  };
}
