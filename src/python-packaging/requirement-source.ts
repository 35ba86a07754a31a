import { parseWheelFilename } from './filename';
import { parseMarker } from './marker';
import type { Marker } from './marker-tree';
import { type NormalizedName, parseProjectName } from './name';
import { parseRequirement, type Requirement } from './requirement';
import type { SyntaxFault } from './syntax-fault';
import { skipWhiteSpace, strip } from './white-space';

/** Where a line of a requirements file wants a project from. */
export type RequirementSource =
  | { readonly kind: 'index'; readonly requirement: Requirement }
  /** A repository, a file or a folder: no index is asked. */
  | {
      readonly kind: 'address';
      readonly form: 'vcs' | 'url' | 'path';
      readonly address: string;
      /** `null` where only what lies at the address can tell. */
      readonly name: NormalizedName | null;
      readonly marker: Marker | null;
    };

export type RequirementSourceResult =
  | { readonly ok: true; readonly source: RequirementSource }
  | { readonly ok: false; readonly error: SyntaxFault };

const VCS_SCHEME = /^(?:ssh|git|hg|bzr|sftp|svn|(?:git|hg|bzr|svn)\+[a-z]+):/i;
const URL_SCHEME = /^(?:https?|file|ftp):/i;
const ARCHIVE = /\.(?:zip|whl|tar\.bz2|tbz|tar\.gz|tgz|tar|tar\.xz|txz|tlz|tar\.lz|tar\.lzma)$/i;

/**
 * Reads what stands before the options of a line: a requirement, an address, or a path. A path cannot be looked at
 * here: what has a slash or begins with a dot, and is no `name @ …`, is taken for one.
 */
export function parseRequirementSource(text: string): RequirementSourceResult {
  const divider = text.indexOf(isUrl(text) ? '; ' : ';');
  const subject = divider < 0 ? text : text.slice(0, divider);
  const marker = divider < 0 ? NO_MARKER : readMarker(text, divider + 1);
  if (!marker.ok) return marker;
  const address = strip(subject);
  if (isUrl(address) || isPath(address)) {
    return {
      ok: true,
      source: {
        kind: 'address',
        form: formOf(address),
        address,
        name: nameIn(address),
        marker: marker.marker,
      },
    };
  }
  const parsed = parseRequirement(subject);
  if (!parsed.ok) return parsed;
  const requirement: Requirement = { ...parsed.requirement, marker: marker.marker };
  const { name, url } = requirement;
  return url === null
    ? { ok: true, source: { kind: 'index', requirement } }
    : { ok: true, source: { kind: 'address', form: formOf(url), address: url, name, marker: marker.marker } };
}

type MarkerRead =
  | { readonly ok: true; readonly marker: Marker | null }
  | { readonly ok: false; readonly error: SyntaxFault };

const NO_MARKER: MarkerRead = { ok: true, marker: null };

/** pip takes a semicolon with nothing behind it for no marker. */
function readMarker(text: string, from: number): MarkerRead {
  const start = skipWhiteSpace(text, from);
  const written = strip(text.slice(start));
  if (written === '') return NO_MARKER;
  const parsed = parseMarker(written);
  if (parsed.ok) return parsed;
  const { message, start: faultStart, end } = parsed.error;
  return { ok: false, error: { message, start: start + faultStart, end: start + end } };
}

function isUrl(text: string): boolean {
  return VCS_SCHEME.test(text) || URL_SCHEME.test(text);
}

function isPath(text: string): boolean {
  const at = text.indexOf('@');
  const namesProject = at >= 0 && !looksLikePath(text.slice(0, at));
  return !namesProject && (looksLikePath(text) || ARCHIVE.test(withoutExtras(text)));
}

/** `./foo.zip[extra]` is the path `./foo.zip`. */
function withoutExtras(text: string): string {
  const bracket = text.endsWith(']') ? text.lastIndexOf('[') : -1;
  return bracket > 0 && text.indexOf(']', bracket) === text.length - 1 ? text.slice(0, bracket) : text;
}

/** pip minds backslashes on Windows only. With a blank beside it, one is more likely to be a continuation gone wrong. */
function looksLikePath(text: string): boolean {
  return /^\.|\//.test(text) || (text.slice(0, -1).includes('\\') && !/\s/.test(text));
}

function formOf(address: string): 'vcs' | 'url' | 'path' {
  if (VCS_SCHEME.test(address)) return 'vcs';
  return URL_SCHEME.test(address) ? 'url' : 'path';
}

/** A wheel tells its project, and so does an old-style `#egg=name`. */
function nameIn(address: string): NormalizedName | null {
  const [place = '', fragment = ''] = address.split('#', 2);
  const wheel = parseWheelFilename(place.split(/[\\/]/).at(-1) ?? '');
  if (wheel.kind === 'wheel') return wheel.name;
  const egg = /(?:^|&)egg=([^&[]*)/.exec(fragment)?.[1];
  return egg === undefined ? null : parseProjectName(egg);
}
