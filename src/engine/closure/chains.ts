import type { ChainLink } from '../../contract/plan-summary';
import type { RequiredBy } from './asker';
import type { NeededFile } from './close-target';

/** Who asks, as one link of a chain. */
export function linkOf({ by, text }: RequiredBy): ChainLink {
  return by.kind === 'root'
    ? { project: '', version: null, requirement: by.root.text }
    : { project: by.project, version: by.version, requirement: text };
}

/** For each file that a target needs, the shortest way from a root to it. */
export function shortestChains(needed: readonly NeededFile[]): ReadonlyMap<NeededFile, readonly ChainLink[]> {
  const chains = new Map<NeededFile, readonly ChainLink[]>();
  const askedBy = new Map<string, { readonly file: NeededFile; readonly link: ChainLink }[]>();
  const open: NeededFile[] = [];
  for (const file of needed) {
    for (const asker of file.requiredBy) {
      const link = linkOf(asker);
      if (asker.by.kind === 'root') {
        if (!chains.has(file)) open.push(file);
        if (!chains.has(file)) chains.set(file, [link]);
        continue;
      }
      const key = `${link.project} ${link.version ?? ''}`;
      const known = askedBy.get(key);
      if (known === undefined) askedBy.set(key, [{ file, link }]);
      else known.push({ file, link });
    }
  }
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    const chain = chains.get(next) ?? [];
    for (const { file, link } of askedBy.get(`${next.name} ${next.candidate.version.canonical}`) ?? []) {
      if (chains.has(file)) continue;
      chains.set(file, [...chain, link]);
      open.push(file);
    }
  }
  return chains;
}

/** A chain in a few words. */
export function chainText(chain: readonly ChainLink[]): string {
  return chain
    .map(({ project, version, requirement }) =>
      project === '' ? `"${requirement}"` : `${project} ${version ?? ''} ("${requirement}")`,
    )
    .join(' → ');
}
