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
  return uniqueNames(links.map((link) => /([^/]+)\/?$/.exec(link?.split(/[?#]/)[0] ?? '')?.[1] ?? ''));
}

function uniqueNames(texts: readonly string[]): readonly NormalizedName[] {
  return [...new Set(texts.flatMap((text) => parseProjectName(text) ?? []))].sort();
}
