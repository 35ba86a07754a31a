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
      chains.set(file, extended(chain, link));
      open.push(file);
    }
  }
  return chains;
}

/** Of a longer chain the middle is left out: nobody reads it, and each file of a plan carries its own. */
const MOST_LINKS = 40;
const FIRST_LINKS = MOST_LINKS / 2;
const LEFT_OUT: ChainLink = { project: '…', version: null, requirement: '…' };

function extended(chain: readonly ChainLink[], link: ChainLink): readonly ChainLink[] {
  if (chain.length < MOST_LINKS) return [...chain, link];
  const last = chain.slice(chain[FIRST_LINKS] === LEFT_OUT ? FIRST_LINKS + 2 : FIRST_LINKS + 1);
  return [...chain.slice(0, FIRST_LINKS), LEFT_OUT, ...last, link];
}

/** A chain in a few words. */
export function chainText(chain: readonly ChainLink[]): string {
  return chain
    .map(({ project, version, requirement }) =>
      project === '' ? `"${requirement}"` : `${project} ${version ?? ''} ("${requirement}")`,
    )
    .join(' → ');
}
