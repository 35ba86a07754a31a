import type { ImportChoice } from '../../contract/import-report';
import { formatMarker, type Marker } from '../../python-packaging/marker-tree';
import { type NormalizedName, parseProjectName } from '../../python-packaging/name';
import { parseRequirement, type Requirement } from '../../python-packaging/requirement';
import { type Findings, importedLine, noFindings, note } from './findings';
import { describePlace, type InputPlace } from './input-place';
import { NOT_CARRIED_REASONS } from './lock-fields';

/** A part of a pyproject.toml that can be chosen by itself. */
export interface PyprojectPart {
  readonly choice: Pick<ImportChoice, 'kind' | 'name'>;
  readonly findings: Findings;
}

/** Where a project is taken from other than the upstream, as a table of the tool's own says. */
export interface SourceOverride {
  /** Why no index carries it; `null` where another index does. */
  readonly reason: string | null;
  readonly message: string;
  /** Whether the source holds in some environments only. */
  readonly isPartial: boolean;
}

export interface PyprojectContext {
  readonly name: NormalizedName | null;
  readonly overrides: ReadonlyMap<NormalizedName, SourceOverride>;
  /** `[project.optional-dependencies]`, by normalised names: a project may ask for its own extras. */
  readonly extras: ReadonlyMap<NormalizedName, readonly WrittenRequirement[]>;
}

export interface WrittenRequirement {
  readonly text: string;
  readonly at: InputPlace;
}

export function openPart(kind: ImportChoice['kind'], name: string): PyprojectPart {
  return { choice: { kind, name }, findings: noFindings() };
}

/** More own extras than that are a trick: a few that name each other twice would double with each step. */
const MOST_EXPANSIONS = 1000;

/** The own extras that were followed so far, for one part of the file. */
export interface Expansion {
  readonly context: PyprojectContext;
  readonly findings: Findings;
  /** On the way to here, so that a circle ends. */
  readonly path: ReadonlySet<string>;
  readonly visited: Set<string>;
}

/** `extra` is the own extra that the requirements stand in, if any. */
export function openExpansion(
  context: PyprojectContext,
  findings: Findings,
  extra: string | null,
): Expansion {
  return { context, findings, path: new Set(extra === null ? [] : [normalized(extra)]), visited: new Set() };
}

/** Takes requirements in PEP 508 with the extras of the project itself in their place. */
export function takeWritten(
  written: readonly WrittenRequirement[],
  context: PyprojectContext,
  findings: Findings,
  extra: string | null = null,
): void {
  const expansion = openExpansion(context, findings, extra);
  for (const { text, at } of written) {
    const parsed = parseRequirement(text);
    if (parsed.ok) takeRequirement(parsed.requirement, at, expansion);
    else note(findings, 'error', at, `"${text}" cannot be read: ${parsed.error.message}`);
  }
}

export function takeRequirement(requirement: Requirement, at: InputPlace, expansion: Expansion): void {
  const { context, findings } = expansion;
  if (requirement.name === context.name) {
    for (const extra of requirement.extras) takeOwnExtra(extra, requirement.marker, at, expansion);
    return;
  }
  if (requirement.url !== null) {
    const isVcs = /^(?:git|hg|svn|bzr)\+/i.test(requirement.url);
    const reason = isVcs ? NOT_CARRIED_REASONS.git : NOT_CARRIED_REASONS.url;
    findings.notCarried.push({ name: requirement.name, reason, place: describePlace(at) });
    return;
  }
  const override = context.overrides.get(requirement.name);
  if (override?.reason === null) note(findings, 'not-applicable', at, override.message);
  if (override !== undefined && override.reason !== null) {
    findings.notCarried.push({ name: requirement.name, reason: override.reason, place: describePlace(at) });
    if (!override.isPartial) return;
  }
  findings.requirements.push(importedLine(requirement, at));
}

function takeOwnExtra(
  extra: NormalizedName,
  marker: Marker | null,
  at: InputPlace,
  expansion: Expansion,
): void {
  const { context, findings, path, visited } = expansion;
  const visit = `${extra};${marker === null ? '' : formatMarker(marker)}`;
  if (path.has(extra) || visited.has(visit)) return;
  visited.add(visit);
  const written = context.extras.get(extra);
  if (written === undefined || visited.size > MOST_EXPANSIONS) {
    const reason =
      written === undefined ? 'the project has no such extra' : 'the extras name each other too often';
    note(findings, 'error', at, `"${context.name ?? ''}[${extra}]": ${reason}`);
    return;
  }
  const inner: Expansion = { ...expansion, path: new Set([...path, extra]) };
  for (const { text, at: place } of written) {
    const parsed = parseRequirement(text);
    // What cannot be read is told where it stands.
    if (!parsed.ok) continue;
    const { requirement } = parsed;
    takeRequirement({ ...requirement, marker: both(marker, requirement.marker) }, place, inner);
  }
}

function both(left: Marker | null, right: Marker | null): Marker | null {
  if (left === null || right === null) return left ?? right;
  return { kind: 'any-of', alternatives: [[left, right]] };
}

/** A name of a project, an extra or a group, normalised; as it is where it can be none. */
export function normalized(text: string): NormalizedName {
  return parseProjectName(text) ?? (text as NormalizedName);
}
