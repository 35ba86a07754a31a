import { PAGE_FILES } from '../../mirror/mirror-paths';
import type { TreeView } from '../../mirror/tree-view';
import type { PageMemory } from '../page-memory';
import { newestRelease, releasesOf } from '../releases';
import type { ServedMirror } from '../served-mirrors';
import { findProjectPage, parseProjectPage, readReleaseMetadata } from '../stored-project';
import { setUpClients } from './client-setup';
import { Html, html } from './html';
import { describeCompleteness } from './last-sync';
import { layOutPage } from './page-layout';
import { type FoundProjects, listNames, searchProjects } from './project-search';

/** What a mirror's own page is asked to show. */
export interface HomeRequest {
  readonly mirror: ServedMirror;
  /** The mirror's own address, without a slash at its end. */
  readonly address: string;
  readonly query: string;
  /** From 1. */
  readonly page: number;
  /** Whether there are other mirrors beside this one. */
  readonly isOneOfSeveral: boolean;
}

/** The page of a mirror for people: its projects to search, whether it is whole, how to install from it. */
export async function writeHomeView(request: HomeRequest, pages: PageMemory): Promise<string> {
  const { mirror, address, query } = request;
  const root = await pages.read(mirror.tree, `simple/${PAGE_FILES.v1Json}`);
  const names = root === null ? [] : listNames(root);
  const found = searchProjects(names, query, request.page);
  const rows = await Promise.all(found.names.map((name) => describeRow(mirror.tree, name, pages)));
  const count = names.length === 1 ? '1 project' : `${names.length.toLocaleString('en')} projects`;
  return layOutPage({
    title: mirror.name,
    up: request.isOneOfSeveral ? { href: '/', text: 'All mirrors' } : null,
    body: html`<p class="lead">A mirror of Python packages: ${count}. <a href="#set-up">Install from here</a></p>
${mirror.hasRecords ? await describeCompleteness(mirror.directory, pages) : null}
<form role="search" action="./"><input type="search" name="q" value="${query}" aria-label="Search projects" placeholder="Search projects" maxlength="100"><button>Search</button></form>
${query.trim() === '' ? null : html`<p role="status">${describeFound(found)}</p>`}
<ul class="results">
${rows}</ul>
${linkPages(found, query)}
${setUpClients(`${address}/simple/`)}`,
  });
}

/** The page at the top where there are several mirrors. */
export function writeMirrorList(mirrors: readonly ServedMirror[]): string {
  const items = mirrors.map(
    ({ name, urlName }) => html`<li><a href="/${urlName}/">${name}</a></li>
`,
  );
  const body = html`<p class="lead">Each is an index of its own.</p>
<ul class="results">
${items}</ul>`;
  return layOutPage({ title: 'Mirrors of Python packages', up: null, body });
}

function describeFound({ total }: FoundProjects): string {
  if (total === 0) return 'No project here has that in its name.';
  return total === 1 ? '1 project' : `${total.toLocaleString('en')} projects`;
}

/** A row is made once for each state of the project's page. */
async function describeRow(tree: TreeView, name: string, pages: PageMemory): Promise<Html> {
  const source = await findProjectPage(tree, name, pages);
  const facts =
    source === null
      ? null
      : await pages.make(`row ${source.tag}`, async () => {
          const page = parseProjectPage(source);
          const release = page === null ? null : newestRelease(releasesOf(page));
          if (release === null) return null;
          const summary = (await readReleaseMetadata(tree, release))?.summary?.slice(0, 300) ?? null;
          return html`<span class="soft">${release.version.canonical}</span>${summary === null ? null : html`<p>${summary}</p>`}`
            .text;
        });
  return html`<li><a href="project/${name}/">${name}</a>${facts === null ? null : new Html(facts.body.toString('utf8'))}</li>
`;
}

function linkPages({ page, pages }: FoundProjects, query: string): Html | null {
  if (pages === 1) return null;
  const link = (number: number, text: string): Html | null => {
    if (number < 1 || number > pages) return null;
    const search = new URLSearchParams({ ...(query === '' ? {} : { q: query }), page: String(number) });
    return html`<a href="?${search.toString()}">${text}</a> `;
  };
  return html`<p class="pages">${link(page - 1, 'Previous')}<span class="soft">Page ${page} of ${pages}</span>${link(page + 1, 'Next')}</p>`;
}
