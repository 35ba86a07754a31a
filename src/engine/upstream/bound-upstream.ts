import { bindProjects } from '../../contract/bound-index';
import type { BoundIndex } from '../../contract/network';
import { type NormalizedName, normalizeName } from '../../python-packaging/name';
import type { Index, ProjectSerials, Upstream } from './upstream';

/** An index that is open, and the projects that come from it alone. */
export interface OpenBoundIndex extends Pick<BoundIndex, 'projects'> {
  readonly index: Index;
}

/**
 * Several indexes as one upstream. Each is asked for the projects that are bound to it and for no others, also where it
 * has others of those names; what is bound to none comes from `main`.
 */
export function bindIndexes(main: Index, bindings: readonly OpenBoundIndex[]): Upstream {
  const bindingOf = bindProjects(bindings);
  const indexOf = (project: NormalizedName): Index => bindingOf(project)?.index ?? main;
  const others = [...new Set(bindings.map(({ index }) => index))].filter((index) => index !== main);
  const patternsOf = (index: Index): readonly string[] =>
    bindings.filter((binding) => binding.index === index).flatMap(({ projects }) => projects);
  return {
    url: main.url,
    readProject: (name, options) => indexOf(name).readProject(name, options),
    readSize: (url, { project, ...options }) => indexOf(project).readSize(url, options),
    openFile: (url, { project, ...options }) => indexOf(project).openFile(url, options),
    readMetadata: (file, { project, ...options }) => indexOf(project).readMetadata(file, options),
    listProjects: async (options) => {
      const listed = await main.listProjects(options);
      if (bindings.length === 0) return listed;
      const merged = new Map<NormalizedName, number | null>();
      const take = (index: Index, serials: ProjectSerials): void => {
        for (const [name, serial] of serials) if (indexOf(name) === index) merged.set(name, serial);
      };
      take(main, listed);
      for (const index of others) take(index, await listBound(index, patternsOf(index), options));
      return merged;
    },
    close: async () => {
      for (const index of [main, ...others]) await index.close();
    },
  };
}

/** What is bound by its whole name is known without asking, and some indexes have no page of all their projects. */
async function listBound(
  index: Index,
  patterns: readonly string[],
  options: { readonly signal: AbortSignal },
): Promise<ProjectSerials> {
  if (patterns.some((pattern) => pattern.endsWith('*'))) return index.listProjects(options);
  return new Map(patterns.map((name) => [normalizeName(name), null]));
}
