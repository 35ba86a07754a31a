import { opendir } from 'node:fs/promises';
import type { Finding } from '../../contract/verification';
import { projectOfFilename } from '../../python-packaging/filename-project';
import { isRemovablePath } from '../mirror/repair-notes';
import type { PlainTree } from './plain-files';

export interface OrphanSearch {
  readonly tree: PlainTree;
  /** Whether a page lists the file, or the metadata. */
  readonly isListed: (path: string) => boolean;
  /** Whether what is listed of the project cannot be known. */
  readonly isUnread: (project: string) => boolean;
  readonly found: (finding: Finding) => Promise<void>;
  readonly lookedAt: () => void;
  readonly signal: AbortSignal;
}

/** The places of pages, which the survey has looked at. */
const PAGE_PATH = /^simple\/(?:[^/]+\/)?index\.(?:html|v1_html|v1_json)$/;

/** Everything below `packages` that no page lists, and below `simple` that is no page, folder by folder. Throws the signal's reason, or `disk-gone`. */
export async function findOrphans(search: OrphanSearch): Promise<void> {
  const { tree, found, signal } = search;
  const waiting: string[] = ['simple'];
  if (await tree.isFolder('packages')) waiting.push('packages');
  else if ((await tree.lookAt('packages')).kind === 'not-a-file') {
    await found({ kind: 'not-a-file', path: 'packages', project: null });
  }
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    try {
      for await (const entry of await opendir(tree.placeOf(folder))) {
        signal.throwIfAborted();
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) waiting.push(path);
        else await lookAtFile(path, entry.isFile(), search);
      }
    } catch (error) {
      signal.throwIfAborted();
      await found({ kind: 'unreadable', path: folder, project: null, reason: await tree.reasonOf(error) });
    }
  }
}

async function lookAtFile(path: string, isFile: boolean, search: OrphanSearch): Promise<void> {
  const { tree, isListed, isUnread, found, lookedAt } = search;
  lookedAt();
  // A listed one was looked at already, and told of where it is no file.
  if (isListed(path) || PAGE_PATH.test(path)) return;
  const project = projectOfFilename(path.slice(path.lastIndexOf('/') + 1));
  if (!isFile) return found({ kind: 'not-a-file', path, project });
  if (project !== null && isUnread(project)) return;
  const standing = await tree.lookAt(path);
  if (standing.kind === 'missing') return;
  if (standing.kind === 'unreadable') {
    return found({ kind: 'unreadable', path, project, reason: standing.reason });
  }
  const sizeBytes = standing.kind === 'file' ? standing.sizeBytes : 0;
  const removable = project !== null && isRemovablePath(path);
  await found({ kind: 'orphaned', path, project, sizeBytes, removable });
}
