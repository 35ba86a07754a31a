import { join } from 'node:path';
import { z } from 'zod';
import { createCacheWriter } from '../files/cache-files';
import { readJsonFile } from '../files/read-file';
import type { CachedPage, PageCache } from './upstream';

const schema = z.object({
  requestedUrl: z.string(),
  url: z.string(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  contentType: z.string(),
  body: z.string(),
});

/** A longer page is asked for anew each time: what is kept lies in memory while the answer is waited for. */
const LONGEST_KEPT_BODY = 16 * 1024 * 1024;
/** With its ending, what every file system can hold. No file of a project with a longer name could be kept either. */
const LONGEST_KEPT_NAME = 240;
/** A page as JSON, with its quotes escaped and its letters in UTF-8. */
const LARGEST_ANSWER_BYTES = 4 * LONGEST_KEPT_BODY;

/** Upstream's last answers, in the mirror's `.sandgrouse/pages/`: one file a project. A damaged one counts as none. */
export function openPageCache(directory: string): PageCache {
  const pathOf = (name: string): string => join(directory, '.sandgrouse', 'pages', `${name}.json`);
  const write = createCacheWriter([], join(directory, '.sandgrouse', 'tmp'));
  return {
    read: async (name): Promise<CachedPage | null> => {
      try {
        const parsed = schema.safeParse(
          await readJsonFile(pathOf(name), { limitBytes: LARGEST_ANSWER_BYTES }),
        );
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    // Where a killed process leaves something half written, the next writer sweeps.
    write: async (name, page) => {
      const isKept = page.body.length <= LONGEST_KEPT_BODY && name.length <= LONGEST_KEPT_NAME;
      if (isKept) await write(pathOf(name), JSON.stringify(page));
    },
  };
}
