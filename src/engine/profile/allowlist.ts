import { refuse } from '../../contract/problem';
import type { AllowlistCheck, AllowlistDiagnostic } from '../../contract/profile';
import type { NormalizedName } from '../../python-packaging/name';
import { parseRequirement, type Requirement } from '../../python-packaging/requirement';

/** One requirement of the allowlist with its place: `line` counts from 1. */
export interface AllowlistEntry {
  readonly line: number;
  readonly text: string;
  readonly requirement: Requirement;
}

/** An allowlist without faults. Several lines may name the same project: what any of them admits is wanted. */
export interface Allowlist {
  readonly byProject: ReadonlyMap<NormalizedName, readonly AllowlistEntry[]>;
}

/** What is wrong, line by line, and how many projects the good lines name. Never throws: it serves an editor. */
export function checkAllowlist(text: string): AllowlistCheck {
  const { entries, diagnostics } = scan(text);
  return { diagnostics, projectCount: new Set(entries.map((entry) => entry.requirement.name)).size };
}

/** Reads the allowlist of a profile at `path`. Throws `allowlist-invalid` with every faulty line, or `allowlist-empty`. */
export function readAllowlist(text: string, path: string): Allowlist {
  const { entries, diagnostics } = scan(text);
  const lines = splitLines(text);
  const faults = diagnostics.filter((diagnostic) => diagnostic.severity === 'error');
  if (faults.length > 0) {
    refuse('allowlist-invalid', {
      path,
      lines: faults.map(({ line, message }) => ({ line, message, text: (lines[line - 1] ?? '').trim() })),
    });
  }
  if (entries.length === 0) refuse('allowlist-empty', { path });
  const byProject = new Map<NormalizedName, AllowlistEntry[]>();
  for (const entry of entries) {
    const { name } = entry.requirement;
    byProject.set(name, [...(byProject.get(name) ?? []), entry]);
  }
  return { byProject };
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
    const parsed = parseRequirement(requirementText);
    if (!parsed.ok) {
      at('error', parsed.error.message, parsed.error.start, parsed.error.end);
      return;
    }
    const { requirement } = parsed;
    if (requirement.url !== null) {
      at('error', 'an address cannot be mirrored from an index; name the project and a version instead');
      return;
    }
    if (requirement.marker !== null) {
      at('warning', 'the marker after ";" has no effect: files for every environment are mirrored');
    }
    entries.push({ line, text: requirementText, requirement });
  });
  return { entries, diagnostics };
}

/** Profiles that were edited on Windows have carriage returns. */
function splitLines(text: string): readonly string[] {
  return text.split(/\r?\n/);
}

/** A comment starts with `#` at the beginning of a line or after white space, as in pip's requirements files. */
function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/s, '$1').trimEnd();
}
