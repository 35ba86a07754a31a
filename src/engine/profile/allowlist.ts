import { refuse } from '../../contract/problem';
import type { AllowlistCheck, AllowlistDiagnostic } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import { parseRequirement, type Requirement } from '../../python-packaging/requirement';

/** One requirement of the allowlist with its place: `line` counts from 1. */
export interface AllowlistEntry {
  readonly line: number;
  readonly text: string;
  readonly requirement: Requirement;
  /** The sha256 of the files that will do; empty where any will. */
  readonly hashes: ReadonlySet<string>;
}

/** An allowlist without faults. Several lines may name the same project: what any of them admits is wanted. */
export interface Allowlist {
  /** In the order of the lines. */
  readonly entries: readonly AllowlistEntry[];
  readonly byProject: ReadonlyMap<NormalizedName, readonly AllowlistEntry[]>;
}

/** What is wrong, line by line, and how many projects the good lines name. Never throws: it serves an editor. */
export function checkAllowlist(
  text: string,
  { hasTargets }: { readonly hasTargets: boolean },
): AllowlistCheck {
  const { entries, diagnostics } = scan(text);
  return {
    diagnostics: hasTargets ? diagnostics : [...diagnostics, ...idleMarkers(text, entries)],
    projectCount: new Set(entries.map((entry) => entry.requirement.name)).size,
  };
}

/** Without a target nobody can say whether a marker holds. */
function idleMarkers(text: string, entries: readonly AllowlistEntry[]): readonly AllowlistDiagnostic[] {
  const lines = splitLines(text);
  return entries
    .filter(({ requirement }) => requirement.marker !== null)
    .map(({ line }) => {
      const content = withoutComment(lines[line - 1] ?? '');
      return {
        line,
        startColumn: content.length - content.trimStart().length,
        endColumn: content.length,
        severity: 'warning',
        message:
          'the marker after ";" has no effect without targets: files for every environment are mirrored',
      };
    });
}

/** Reads limits on versions, in the same grammar. Throws `allowlist-invalid` with every faulty line. */
export function readConstraints(text: string, path: string): readonly AllowlistEntry[] {
  return readEntries(text, path);
}

/**
 * Reads the allowlist of a profile at `path`. Throws `allowlist-invalid` with every faulty line, or `allowlist-empty`
 * where nothing else brings files.
 */
export function readAllowlist(
  text: string,
  path: string,
  { mayBeEmpty }: { readonly mayBeEmpty: boolean } = { mayBeEmpty: false },
): Allowlist {
  const entries = readEntries(text, path);
  if (entries.length === 0 && !mayBeEmpty) refuse('allowlist-empty', { path });
  const byProject = new Map<NormalizedName, AllowlistEntry[]>();
  for (const entry of entries) {
    const { name } = entry.requirement;
    byProject.set(name, [...(byProject.get(name) ?? []), entry]);
  }
  return { entries, byProject };
}

function readEntries(text: string, path: string): readonly AllowlistEntry[] {
  const { entries, diagnostics } = scan(text);
  const lines = splitLines(text);
  const faults = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (faults.length > 0) {
    refuse('allowlist-invalid', {
      path,
      lines: faults.map(({ line, message }) => ({ line, message, text: (lines[line - 1] ?? '').trim() })),
    });
  }
  return entries;
}

interface Scan {
  readonly entries: readonly AllowlistEntry[];
  readonly diagnostics: readonly AllowlistDiagnostic[];
}

function scan(text: string): Scan {
  const entries: AllowlistEntry[] = [];
  const diagnostics: AllowlistDiagnostic[] = [];
  splitLines(text).forEach((source, index) => {
    const line = index + 1;
    const content = withoutComment(source);
    const startColumn = content.length - content.trimStart().length;
    const requirementText = content.trim();
    if (requirementText === '') return;
    const at = (
      severity: AllowlistDiagnostic['severity'],
      message: string,
      start = 0,
      end = requirementText.length,
    ) =>
      diagnostics.push({
        line,
        startColumn: startColumn + start,
        endColumn: startColumn + Math.max(end, start + 1),
        severity,
        message,
      });
    const { bare, hashes, fault } = splitHashes(requirementText);
    if (fault !== null) {
      at('error', fault.message, fault.start, fault.end);
      return;
    }
    const parsed = parseRequirement(bare);
    if (!parsed.ok) {
      at('error', parsed.error.message, parsed.error.start, parsed.error.end);
      return;
    }
    const { requirement } = parsed;
    if (requirement.url !== null) {
      at('error', 'an address cannot be mirrored from an index; name the project and a version instead');
      return;
    }
    entries.push({ line, text: bare, requirement, hashes });
  });
  return { entries, diagnostics };
}

interface SplitLine {
  readonly bare: string;
  readonly hashes: ReadonlySet<string>;
  readonly fault: { readonly message: string; readonly start: number; readonly end: number } | null;
}

const HASH_OPTION = /\s--hash[= ]\s*(\S*)/g;

/** Behind a requirement pip lets the hashes stand of the files that will do. */
function splitHashes(text: string): SplitLine {
  const hashes = new Set<string>();
  const first = text.search(/\s--hash[= ]/);
  if (first === -1) return { bare: text, hashes, fault: null };
  for (const match of text.matchAll(HASH_OPTION)) {
    const [whole, value = ''] = match;
    const hex = /^sha256:([0-9a-f]{64})$/i.exec(value)?.[1];
    if (hex === undefined) {
      const start = match.index + 1;
      const message = `"${value}" is no hash that can be used here; write "sha256:" and 64 hexadecimal digits`;
      return { bare: text, hashes, fault: { message, start, end: match.index + whole.length } };
    }
    hashes.add(hex.toLowerCase());
  }
  const rest = text.slice(first).replace(HASH_OPTION, '').trim();
  const fault =
    rest === ''
      ? null
      : { message: `"${rest}" cannot stand behind a requirement`, start: first + 1, end: text.length };
  return { bare: text.slice(0, first), hashes, fault };
}

/** Profiles that were edited on Windows have carriage returns. */
function splitLines(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** A comment starts with `#` at the beginning of a line or after white space, as in pip's requirements files. */
function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/s, '$1').trimEnd();
}
