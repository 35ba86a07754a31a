import { isNormalizedName } from '../../../python-packaging/name';
import type { Page } from '../page-memory';

/** The part of a list that one page shows. */
export interface FoundProjects {
  readonly names: readonly string[];
  /** How many there are in all, and which page this is of how many; pages are counted from 1. */
  readonly total: number;
  readonly page: number;
  readonly pages: number;
}

const PAGE_SIZE = 30;
const LONGEST_QUERY = 100;

/** As long as a root page is remembered, so are its names. */
const namesByPage = new WeakMap<Page, readonly string[]>();

/** The names on a root page in JSON; what cannot be read has none. */
export function listNames(root: Page): readonly string[] {
  const known = namesByPage.get(root);
  if (known !== undefined) return known;
  const names = parseNames(root.body.toString('utf8'));
  namesByPage.set(root, names);
  return names;
}

function parseNames(text: string): readonly string[] {
  try {
    const { projects } = JSON.parse(text) as { readonly projects: readonly { readonly name: string }[] };
    return projects.map(({ name }) => name).filter(isNormalizedName);
  } catch {
    return [];
  }
}

/** The projects whose name has the query in it, as PEP 503 compares names: the very one first, then what begins with it. */
export function searchProjects(names: readonly string[], query: string, wantedPage: number): FoundProjects {
  const wanted = query
    .slice(0, LONGEST_QUERY)
    .trim()
    .toLowerCase()
    .replace(/[-_.\s]+/g, '-');
  const found = wanted === '' ? names : names.filter((name) => name.includes(wanted));
  const ranked =
    wanted === ''
      ? found
      : [0, 1, 2].flatMap((rank) => found.filter((name) => rankOf(name, wanted) === rank));
  const pages = Math.max(1, Math.ceil(ranked.length / PAGE_SIZE));
  const page = Math.min(Math.max(1, wantedPage), pages);
  return { names: ranked.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE), total: ranked.length, page, pages };
}

function rankOf(name: string, wanted: string): number {
  if (name === wanted) return 0;
  return name.startsWith(wanted) ? 1 : 2;
}
