import { checkDistributionFilename } from '../../../python-packaging/filename-check';
import { readLegacyJson } from '../../../python-packaging/legacy-json-reader';
import type { NormalizedName } from '../../../python-packaging/name';
import { readSimpleHtml } from '../../../python-packaging/simple-html-reader';
import { readSimpleJson } from '../../../python-packaging/simple-json-reader';
import type { ProjectStatus, SimpleFile, SimpleProject } from '../../../python-packaging/simple-page';
import { findPathFault } from '../../mirror/mirror-paths';
import type { OlderPages } from '../../mirror/older-tree/older-pages';
import { parseHtmlPage } from '../../upstream/html-page';

/** What the pages of an older mirror say of a project. */
export interface OlderListing {
  readonly status: ProjectStatus | null;
  readonly files: readonly OlderFile[];
}

export interface OlderFile {
  readonly file: SimpleFile;
  /** A page of the Simple API has it, so that it has to be there; the older JSON also names what was never mirrored. */
  readonly isListed: boolean;
}

/**
 * The files of a project: of its JSON page, else of its HTML pages, and what its older JSON adds to them. `null` where
 * none of them can be read.
 */
export function readOlderListing(name: NormalizedName, pages: OlderPages): OlderListing | null {
  const legacy = pages.legacyJson === null ? null : readLegacyJson(parse(pages.legacyJson));
  const json = pages.json.flatMap((text) => jsonPage(text) ?? []);
  const simple = json.length > 0 ? json : pages.html.flatMap((text) => htmlPage(name, text) ?? []);
  if (simple.length === 0 && legacy === null) return null;
  const listed = new Map<string, SimpleFile>();
  for (const file of simple.flatMap((page) => page.files)) {
    if (!listed.has(file.filename)) listed.set(file.filename, file);
  }
  const told = new Map(legacy?.map((file) => [file.filename, file]));
  const files = [...listed.values()].map(
    (file): OlderFile => ({ file: completed(file, told.get(file.filename)), isListed: true }),
  );
  const more = [...told.values()].filter(({ filename }) => !listed.has(filename));
  return {
    status: simple.find((page) => page.status !== null)?.status ?? null,
    files: [...files, ...more.map((file) => ({ file, isListed: false }))],
  };
}

/** What a page leaves out, from the older JSON. bandersnatch's JSON pages have no reason of a yank. */
function completed(file: SimpleFile, told: SimpleFile | undefined): SimpleFile {
  if (told === undefined) return file;
  const isReasonMissing = file.yanked !== false && file.yanked.reason === null;
  return {
    ...file,
    hashes: { ...told.hashes, ...file.hashes },
    requiresPython: file.requiresPython ?? told.requiresPython,
    sizeBytes: file.sizeBytes ?? told.sizeBytes,
    uploadTime: file.uploadTime ?? told.uploadTime,
    yanked: isReasonMissing && told.yanked !== false ? told.yanked : file.yanked,
  };
}

function jsonPage(text: string): SimpleProject | null {
  const result = readSimpleJson(parse(text));
  return result.ok ? result.page : null;
}

function htmlPage(name: NormalizedName, text: string): SimpleProject | null {
  const parsed = parseHtmlPage(text);
  const result = parsed === null ? null : readSimpleHtml(name, parsed.anchors, parsed.metas);
  return result?.ok === true ? result.page : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/**
 * Where a file of an older page lies, relative to `web`, or why it can lie nowhere. Addresses are relative, or begin with
 * the server's (`root_uri`): what counts is the path from `/packages/` on.
 */
export function pathOfOlderFile({
  url,
  filename,
}: SimpleFile): { readonly path: string } | { readonly fault: string } {
  const named = checkDistributionFilename(filename);
  if (named !== null) return { fault: named };
  const bare = url.split(/[?#]/, 1)[0] ?? '';
  const start = bare.indexOf('/packages/');
  if (start === -1) return { fault: 'its address leads to no folder "packages"' };
  try {
    const path = bare
      .slice(start + 1)
      .split('/')
      .map(decodeURIComponent)
      .join('/');
    const fault = findPathFault(path);
    if (fault !== null) return { fault };
    return path.endsWith(`/${filename}`) ? { path } : { fault: 'its address ends with another name' };
  } catch {
    return { fault: 'its address cannot be read' };
  }
}
