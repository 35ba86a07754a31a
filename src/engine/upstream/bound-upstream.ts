import { bindProjects } from '../../contract/bound-index';
import type { BoundIndex } from '../../contract/network';
import { type NormalizedName, normalizeName } from '../../python-packaging/name';
import type { TakeProject } from '../../python-packaging/simple-root-reader';
import type { Index, Upstream } from './upstream';

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
    listProjects: async (take, options) => {
      const takeOf =
        (index: Index): TakeProject =>
        (name, serial) => {
          if (indexOf(name) === index) take(name, serial);
        };
      await main.listProjects(takeOf(main), options);
      for (const index of others) await listBound(index, patternsOf(index), takeOf(index), options);
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
  take: TakeProject,
  options: { readonly signal: AbortSignal },
): Promise<void> {
  if (patterns.some((pattern) => pattern.endsWith('*'))) await index.listProjects(take, options);
  else for (const name of patterns) take(normalizeName(name), null);
}
