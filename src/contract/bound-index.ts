import type { BoundIndex } from './network';

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
