import type { BoundIndex } from './network';
import { PROJECT_PATTERN } from './network-schema';

/** The name of a project, or the beginning of names with "*", in its one spelling; `null` where it is neither. */
export function readProjectPattern(text: string): string | null {
  const spelled = text
    .trim()
    .toLowerCase()
    .replace(/[-_.]+/g, '-');
  return PROJECT_PATTERN.test(spelled) ? spelled : null;
}

/** Binds more projects to an index, which may be known already; nothing is taken from another one. */
export function addBinding(
  indexes: readonly BoundIndex[],
  { url, projects }: BoundIndex,
): readonly BoundIndex[] {
  const known = indexes.find((index) => isSameAddress(index.url, url));
  if (known === undefined) return [...indexes, { url, projects: [...new Set(projects)] }];
  const all = [...new Set([...known.projects, ...projects])];
  return indexes.map((index) => (index === known ? { ...index, projects: all } : index));
}

/** Whether two addresses are one, with or without a slash at the end. */
export function isSameAddress(left: string, right: string): boolean {
  return left.replace(/\/+$/, '') === right.replace(/\/+$/, '');
}

/**
 * Looks up the index that a project is bound to, by its normalised name; `null`: to none, so it comes from upstream. Of
 * the patterns that fit the most exact one counts: the name itself before all, then the longest beginning.
 */
export function bindProjects<Bound extends Pick<BoundIndex, 'projects'>>(
  indexes: readonly Bound[],
): (project: string) => Bound | null {
  const byPattern = new Map(
    indexes.flatMap((index) => index.projects.map((pattern) => [pattern, index] as const)),
  );
  return (project) => {
    const exact = byPattern.get(project);
    if (exact !== undefined || byPattern.size === 0) return exact ?? null;
    for (let length = project.length; length > 0; length -= 1) {
      const bound = byPattern.get(`${project.slice(0, length)}*`);
      if (bound !== undefined) return bound;
    }
    return null;
  };
}
