import type { IncomingMessage, ServerResponse } from 'node:http';
import { compareVersions, parseVersion } from '../../python-packaging/version';
import type { TreeView } from '../mirror/tree-view';
import { answer } from './answer';
import { writeLegacyJson } from './legacy-json';
import type { Page, PageMemory } from './page-memory';
import { newestRelease, releasesOf, versionWord } from './releases';
import { sendContent } from './send-page';
import { findProjectPage, parseProjectPage, readReleaseMetadata } from './stored-project';

/** What of the JSON API is asked for: the project, or one version of it as the path names it. */
export interface LegacyJsonPlace {
  readonly tree: TreeView;
  readonly project: string;
  readonly version: string | null;
  readonly address: string;
}

/** Answers as PyPI's JSON API does, with what the mirror has: older tools ask for it. */
export async function sendLegacyJson(
  place: LegacyJsonPlace,
  pages: PageMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { tree, project, version, address } = place;
  const source = await findProjectPage(tree, project, pages);
  if (source === null) return answer(response, 404, `The project "${project}" is not in this mirror.\n`);
  const key = `legacy ${source.tag} ${versionWord(version)} ${address}`;
  const page = await pages.make(key, () => makeJson(place, source));
  if (page === null) {
    return answer(response, 404, `The mirror has no version "${version ?? ''}" of "${project}".\n`);
  }
  return sendContent(page, { contentType: 'application/json' }, pages, request, response);
}

async function makeJson({ tree, version, address }: LegacyJsonPlace, source: Page): Promise<string | null> {
  const page = parseProjectPage(source);
  if (page === null) return null;
  const releases = releasesOf(page);
  const wanted = version === null ? null : parseVersion(version);
  const release =
    version === null
      ? newestRelease(releases)
      : releases.find((one) => wanted !== null && compareVersions(one.version, wanted) === 0);
  if (release === null || release === undefined) return null;
  const metadata = await readReleaseMetadata(tree, release);
  return writeLegacyJson({ page, release, releases: version === null ? releases : null, metadata, address });
}
