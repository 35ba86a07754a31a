import { join } from 'node:path';
import { diskProblem } from '../../files/disk-problems';
import { readBoundedFile } from '../../files/read-file';
import { type MirrorPaths, PAGE_FILES } from '../mirror-paths';
import type { OlderProject } from './find-projects';
import { findPage, lookAt } from './links';

/** Pages of more than this are no pages. */
const LARGEST_PAGE_BYTES = 256 * 1024 * 1024;

/** The texts of a project's pages, in the order of its folders; nothing where there is no such page. */
export interface OlderPages {
  readonly json: readonly string[];
  readonly html: readonly string[];
  readonly legacyJson: string | null;
}

/** Reads what an older mirror says of a project; follows no link out of the mirror. Throws a disk problem. */
export async function readOlderPages(
  { web, simple }: MirrorPaths,
  { folders, legacyJson }: OlderProject,
): Promise<OlderPages> {
  const read = async (path: string): Promise<string | null> => {
    try {
      const page = await findPage(web, path);
      if (page === null) return null;
      return (await readBoundedFile(page, { limitBytes: LARGEST_PAGE_BYTES }))?.toString('utf8') ?? null;
    } catch (error) {
      throw diskProblem(error, { path, operation: 'read' });
    }
  };
  const json: string[] = [];
  const html: string[] = [];
  for (const folder of folders) {
    if ((await lookAt(web, join(simple, folder))).kind === 'outside') continue;
    const [v1Json, v1Html, plain] = await Promise.all(
      [PAGE_FILES.v1Json, PAGE_FILES.v1Html, PAGE_FILES.html].map((form) => read(join(simple, folder, form))),
    );
    if (typeof v1Json === 'string') json.push(v1Json);
    for (const text of [v1Html, plain]) if (typeof text === 'string' && !html.includes(text)) html.push(text);
  }
  return { json, html, legacyJson: legacyJson === null ? null : await read(join(web, legacyJson)) };
}
