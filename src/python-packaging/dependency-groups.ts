import { normalizeName } from './name';
import { parseRequirement, type Requirement } from './requirement';

/** A requirement of a dependency group, and the group that lists it: one that was included, perhaps. */
export interface GroupRequirement {
  readonly text: string;
  readonly requirement: Requirement;
  /** As written in the file. */
  readonly group: string;
}

export type DependencyGroupResult =
  | { readonly ok: true; readonly requirements: readonly GroupRequirement[] }
  | { readonly ok: false; readonly message: string };

/** Deeper than anyone includes groups; a hostile file must not exhaust the stack. */
const DEEPEST_NESTING = 100;

/** The groups' names as written, in their order; none where the value is no table. */
export function dependencyGroupNames(groups: unknown): readonly string[] {
  return isTable(groups) ? Object.keys(groups) : [];
}

/**
 * What a group of a `[dependency-groups]` table asks for (PEP 735), with the groups that it includes. A group that is
 * included on several ways is there once. `groups` is the parsed TOML.
 */
export function expandDependencyGroup(groups: unknown, name: string): DependencyGroupResult {
  if (!isTable(groups)) return fault('"dependency-groups" must be a table');
  const byName = new Map<string, { readonly group: string; readonly items: unknown }>();
  for (const [group, items] of Object.entries(groups)) {
    const known = byName.get(normalizeName(group));
    if (known !== undefined)
      return fault(`"${known.group}" and "${group}" are two names of one group; keep one`);
    byName.set(normalizeName(group), { group, items });
  }
  return expand(name, []);

  function expand(
    written: string,
    trail: readonly string[],
    done = new Set<string>(),
  ): DependencyGroupResult {
    const found = byName.get(normalizeName(written));
    if (found === undefined) {
      const includer = trail.at(-1);
      return fault(
        includer === undefined
          ? `there is no dependency group "${written}"`
          : `the group "${includer}" includes "${written}", which is not there`,
      );
    }
    if (trail.includes(found.group)) return fault(explainCycle([...trail, found.group]));
    if (trail.length > DEEPEST_NESTING)
      return fault(`the group "${trail[0] ?? written}" includes too many groups in each other`);
    const requirements: GroupRequirement[] = [];
    if (done.has(found.group)) return { ok: true, requirements };
    done.add(found.group);
    if (!Array.isArray(found.items)) return fault(`the group "${found.group}" must be a list`);
    for (const item of found.items as readonly unknown[]) {
      const included = includedGroup(item);
      const result =
        included === null ? readItem(item, found.group) : expand(included, [...trail, found.group], done);
      if (!result.ok) return result;
      // Too many, perhaps, for the arguments of one call.
      for (const requirement of result.requirements) requirements.push(requirement);
    }
    return { ok: true, requirements };
  }
}

function includedGroup(item: unknown): string | null {
  if (!isTable(item) || Object.keys(item).length !== 1) return null;
  const included = Object.hasOwn(item, 'include-group') ? item['include-group'] : null;
  return typeof included === 'string' ? included : null;
}

function readItem(item: unknown, group: string): DependencyGroupResult {
  if (typeof item !== 'string') {
    return fault(
      `the group "${group}" has an entry that is neither a requirement nor { include-group = "NAME" }`,
    );
  }
  const parsed = parseRequirement(item);
  return parsed.ok
    ? { ok: true, requirements: [{ text: item, requirement: parsed.requirement, group }] }
    : fault(`"${item}" in the group "${group}" is no requirement: ${parsed.error.message}`);
}

/** From the group that closes the circle on: `"a" includes "b", which includes "a"`. */
function explainCycle(trail: readonly string[]): string {
  const last = trail.at(-1) ?? '';
  const [first = last, ...rest] = trail.slice(trail.indexOf(last)).map((group) => `"${group}"`);
  return `the group ${first} includes ${rest.join(', which includes ')}: a circle; take one include out`;
}

function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fault(message: string): DependencyGroupResult {
  return { ok: false, message };
}
