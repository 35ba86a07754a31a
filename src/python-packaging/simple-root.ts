import { type NormalizedName, parseProjectName } from './name';

/**
 * The names on the root page of the Simple API in JSON (PEP 691): `{ projects: [{ name }] }`. What is no name is passed
 * over: the list serves to complete what a person types. `null` for what is no such page.
 */
export function readSimpleRoot(value: unknown): readonly NormalizedName[] | null {
  if (typeof value !== 'object' || value === null || !('projects' in value)) return null;
  const { projects } = value;
  if (!Array.isArray(projects)) return null;
  return uniqueNames(
    projects.map((entry: unknown) =>
      typeof entry === 'object' && entry !== null && 'name' in entry && typeof entry.name === 'string'
        ? entry.name
        : '',
    ),
  );
}

/** The same for the links of a root page in HTML (PEP 503): each leads to a project's folder. */
export function readSimpleRootLinks(links: readonly (string | null)[]): readonly NormalizedName[] {
  return uniqueNames(links.map(lastSegment));
}

/** Without a pattern: one that looks for the end from every place is slow on a long link. */
function lastSegment(link: string | null): string {
  const path = link?.split(/[?#]/, 1)[0] ?? '';
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return path.slice(path.lastIndexOf('/', end - 1) + 1, end);
}

function uniqueNames(texts: readonly string[]): readonly NormalizedName[] {
  return [...new Set(texts.flatMap((text) => parseProjectName(text) ?? []))].sort();
}
