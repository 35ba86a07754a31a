import type { ServedMirror } from './served-mirrors';

/** Where a request goes: into one mirror, or to the list of several. */
export type MirrorChoice =
  | {
      readonly kind: 'mirror';
      readonly mirror: ServedMirror;
      /** What comes before the mirror's own paths: nothing, or its name behind a slash. */
      readonly prefix: string;
      /** The request's target within the mirror. */
      readonly target: string;
    }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'list' }
  | { readonly kind: 'nothing' };

/**
 * Each mirror is at `/NAME/`; one that is alone is at `/` as well. Several are not merged: which of them has the true
 * "torch" is nothing that a server should decide by the order of its arguments.
 */
export function chooseMirror(url: string, mirrors: readonly ServedMirror[]): MirrorChoice {
  for (const mirror of mirrors) {
    const prefix = `/${mirror.urlName}`;
    if (!url.startsWith(prefix)) continue;
    const target = url.slice(prefix.length);
    if (target.startsWith('/')) return { kind: 'mirror', mirror, prefix, target };
    if (target === '' || target.startsWith('?')) return { kind: 'redirect', location: `${prefix}/` };
  }
  const [only, ...others] = mirrors;
  if (only !== undefined && others.length === 0) {
    return { kind: 'mirror', mirror: only, prefix: '', target: url };
  }
  return /^\/(?:\?|$)/.test(url) ? { kind: 'list' } : { kind: 'nothing' };
}
