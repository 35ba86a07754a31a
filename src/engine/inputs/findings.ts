import type { ImportedLine, ImportNote, NotCarried } from '../../contract/import-report';
import { formatRequirement, type Requirement } from '../../python-packaging/requirement';
import { describePlace, type InputPlace } from './input-place';

/** What has been found in an input so far. */
export interface Findings {
  readonly requirements: ImportedLine[];
  readonly constraints: ImportedLine[];
  readonly notCarried: NotCarried[];
  readonly notes: ImportNote[];
}

export function noFindings(): Findings {
  return { requirements: [], constraints: [], notCarried: [], notes: [] };
}

/** Says what became of something in the input. */
export function note(
  findings: Findings,
  effect: ImportNote['effect'],
  at: InputPlace,
  message: string,
): void {
  findings.notes.push({ effect, place: describePlace(at), message });
}

/** A line as the allowlist has it: the requirement in one spelling, then the hashes of the files that will do. */
export function lineText(requirement: Requirement, sha256: readonly string[]): string {
  const hashes = [...new Set(sha256)].map((digest) => ` --hash=sha256:${digest}`).join('');
  return formatRequirement(requirement) + hashes;
}

export function importedLine(
  requirement: Requirement,
  at: InputPlace,
  sha256: readonly string[] = [],
): ImportedLine {
  return { text: lineText(requirement, sha256), place: describePlace(at) };
}

/** An address without the name and the password of a person, for messages. */
export function withoutCredentials(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, '$1');
}
