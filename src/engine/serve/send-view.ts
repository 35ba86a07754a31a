import type { IncomingMessage, ServerResponse } from 'node:http';
import { addressOf } from './address';
import { answer } from './answer';
import type { Page, PageMemory } from './page-memory';
import { madePage } from './page-memory';
import { writeHomeView } from './people/home-view';
import { missingFactsOf, readMissingOf } from './people/last-sync';
import { CONTENT_SECURITY_POLICY } from './people/page-layout';
import { writeProjectView } from './people/project-view';
import { versionWord } from './releases';
import { sendContent } from './send-page';
import type { ServedMirror } from './served-mirrors';
import { findProjectPage } from './stored-project';

export interface HomePlace {
  readonly mirror: ServedMirror;
  readonly prefix: string;
  /** The request's target within the mirror, with what is searched for. */
  readonly url: string;
  readonly isOneOfSeveral: boolean;
}

/** A mirror's own page for people. */
export async function sendHome(
  { mirror, prefix, url, isOneOfSeveral }: HomePlace,
  pages: PageMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const search = new URLSearchParams(url.split('?').slice(1).join('?'));
  const wantedPage = Number(search.get('page') ?? '1');
  const text = await writeHomeView(
    {
      mirror,
      address: `${addressOf(request)}${prefix}`,
      query: search.get('q') ?? '',
      page: Number.isSafeInteger(wantedPage) ? wantedPage : 1,
      isOneOfSeveral,
    },
    pages,
  );
  return sendView(madePage(text), pages, request, response);
}

/** Of a project of which nothing is here. */
const MOST_REASONS = 20;

export interface ProjectViewPlace {
  readonly mirror: ServedMirror;
  readonly prefix: string;
  readonly project: string;
  readonly version: string | null;
}

/** A project's page for people. */
export async function sendProjectView(
  { mirror: { directory, tree, name }, prefix, project, version }: ProjectViewPlace,
  pages: PageMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const source = await findProjectPage(tree, project, pages);
  if (source === null) {
    const reasons = (await readMissingOf(directory, project, pages)).slice(0, MOST_REASONS);
    const lines = [`The project "${project}" is not in this mirror.`, ...reasons.map(({ reason }) => reason)];
    return answer(response, 404, lines.map((line) => `${line}\n`).join(''));
  }
  const facts = await missingFactsOf(directory);
  const key = `view ${source.tag} ${versionWord(version)} ${prefix} ${name} ${facts}`;
  const page = await pages.make(key, async () => {
    const missing = await readMissingOf(directory, project, pages);
    return writeProjectView({ tree, mirrorName: name, version, prefix, missing }, source);
  });
  if (page === null) {
    return answer(response, 404, `The mirror has no version "${version ?? ''}" of "${project}".\n`);
  }
  return sendView(page, pages, request, response);
}

/** What people see in a browser: it may do nothing but show itself, and tells nobody where it came from. */
export function sendView(
  page: Page,
  pages: PageMemory,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  return sendContent(page, VIEW, pages, request, response);
}

const VIEW = {
  contentType: 'text/html; charset=utf-8',
  headers: { 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'Referrer-Policy': 'no-referrer' },
} as const;
