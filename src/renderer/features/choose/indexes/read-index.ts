import { isSameAddress, readProjectPattern } from '../../../../contract/bound-index';
import type { BoundIndex } from '../../../../contract/network';

/** What keeps a text from being read, as far as words for it are needed. */
export type IndexFault =
  | { readonly kind: 'noAddress' }
  | { readonly kind: 'notAnAddress' }
  | { readonly kind: 'password' }
  | { readonly kind: 'noProjects' }
  | { readonly kind: 'notAName'; readonly name: string }
  | { readonly kind: 'taken'; readonly name: string; readonly url: string };

export type IndexReading<Value> =
  | { readonly value: Value; readonly fault: null }
  | { readonly value: null; readonly fault: IndexFault };

const faulty = (fault: IndexFault): IndexReading<never> => ({ value: null, fault });

/** The address of an index with a slash at its end. */
export function readAddress(text: string): IndexReading<string> {
  const written = text.trim();
  if (written === '') return faulty({ kind: 'noAddress' });
  if (!/^(?:https?|file):\/\//i.test(written) || !URL.canParse(written))
    return faulty({ kind: 'notAnAddress' });
  const { href, username, password, search, hash } = new URL(written);
  if (username !== '' || password !== '') return faulty({ kind: 'password' });
  if (search !== '' || hash !== '') return faulty({ kind: 'notAnAddress' });
  return { value: href.endsWith('/') ? href : `${href}/`, fault: null };
}

/** Names between commas, each bound to no other index but the one at `url`. */
export function readProjects(
  text: string,
  { indexes, url }: { readonly indexes: readonly BoundIndex[]; readonly url: string },
): IndexReading<readonly string[]> {
  const names = text.split(/[\s,]+/).filter((name) => name !== '');
  if (names.length === 0) return faulty({ kind: 'noProjects' });
  const projects = new Set<string>();
  for (const name of names) {
    const pattern = readProjectPattern(name);
    if (pattern === null) return faulty({ kind: 'notAName', name });
    const other = indexes.find((index) => !isSameAddress(index.url, url) && index.projects.includes(pattern));
    if (other !== undefined) return faulty({ kind: 'taken', name: pattern, url: other.url });
    projects.add(pattern);
  }
  return { value: [...projects], fault: null };
}
