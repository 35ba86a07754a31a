import { pathToFileURL } from 'node:url';
import { refuse } from '../../contract/problem';
import { mirrorPaths } from '../mirror/mirror-paths';
import { openFileUpstream } from '../upstream/file-upstream';
import type { Index } from '../upstream/upstream';

/** The address of a mirror's Simple API on this disk. */
export function mirrorIndexUrl(directory: string): string {
  return pathToFileURL(`${mirrorPaths(directory).simple}/`).href;
}

/** A mirror's own tree as an index, and nothing else: what its pages link to elsewhere cannot be had. */
export function openMirrorUpstream(directory: string): Index {
  const nowhere = (url: string): never =>
    refuse('upstream-unreachable', { url, cause: 'it is outside the mirror, which is asked alone' });
  const web: Index = {
    url: '',
    listProjects: async () => undefined,
    readProject: async () => ({ kind: 'unknown' }),
    readSize: async (url) => nowhere(url),
    openFile: async (url) => nowhere(url),
    readMetadata: async ({ url }) => nowhere(url),
    close: async () => undefined,
  };
  return openFileUpstream(mirrorIndexUrl(directory), web);
}
