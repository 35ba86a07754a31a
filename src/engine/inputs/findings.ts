import type { ImportedLine, ImportNote, NotCarried } from '../../contract/import-report';
import { formatRequirement, type Requirement } from '../../python-packaging/requirement';
import { describePlace, type InputPlace, refuseInput } from './input-place';

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

/** Adds what one part of an input brought: it may be more than fits into the arguments of one call. */
export function addFindings(to: Findings, from: Findings): void {
  for (const line of from.requirements) to.requirements.push(line);
  for (const line of from.constraints) to.constraints.push(line);
  for (const foreign of from.notCarried) to.notCarried.push(foreign);
  for (const found of from.notes) to.notes.push(found);
}

/** More than anybody reads, and few enough to be kept and shown. */
const MOST_NOTES = 10_000;
const MOST_FINDINGS = 500_000;

/** Throws `input-invalid` where an input brings more than anybody wrote by hand or by tool: it would not fit in memory. */
export function boundFindings(findings: Findings, at: InputPlace): void {
  const { requirements, constraints, notCarried, notes } = findings;
  if (notes.length > MOST_NOTES) {
    refuseInput(at, 'there is something to say of more than 10,000 of its lines; is it what its name says?');
  }
  if (requirements.length + constraints.length + notCarried.length > MOST_FINDINGS) {
    refuseInput(at, 'up to here it names more than 500,000 packages');
  }
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
