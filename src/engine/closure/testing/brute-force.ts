/**
 * Small universes for checking the search against trying everything: versions are whole numbers, what a requirement says
 * is data, and nothing here shares code with what it checks.
 */
export interface SmallRequirement {
  readonly name: string;
  readonly extras: readonly string[];
  readonly operator: '==' | '!=' | '>=' | '<=' | '<' | '>' | 'any';
  readonly version: number;
  /** Whom it is for: everybody, computers of another kind, or those who asked for an extra. */
  readonly audience: 'all' | 'elsewhere' | { readonly extra: string };
}

export type SmallUniverse = ReadonlyMap<string, ReadonlyMap<number, readonly SmallRequirement[]>>;

/** A version for each project that is needed. */
export type Assignment = ReadonlyMap<string, number>;

export function textOf({ name, extras, operator, version, audience }: SmallRequirement): string {
  const project = extras.length === 0 ? name : `${name}[${extras.join(',')}]`;
  const clause = operator === 'any' ? '' : `${operator}${version}`;
  if (audience === 'all') return `${project}${clause}`;
  const marker = audience === 'elsewhere' ? 'sys_platform == "win32"' : `extra == "${audience.extra}"`;
  return `${project}${clause}; ${marker}`;
}

export function admits({ operator, version }: SmallRequirement, candidate: number): boolean {
  switch (operator) {
    case 'any':
      return true;
    case '==':
      return candidate === version;
    case '!=':
      return candidate !== version;
    case '>=':
      return candidate >= version;
    case '<=':
      return candidate <= version;
    case '<':
      return candidate < version;
    case '>':
      return candidate > version;
  }
}

/** What a release requires: by itself for `''`, else for an extra alone. */
export function requiredFor(requirements: readonly SmallRequirement[], extra: string) {
  return requirements.filter(({ audience }) =>
    extra === '' ? audience === 'all' : typeof audience === 'object' && audience.extra === extra,
  );
}

/** Everything that the roots need, where each project has the version of the assignment; `null` where something does not fit. */
export function followWith(
  universe: SmallUniverse,
  roots: readonly SmallRequirement[],
  assignment: Assignment,
): { readonly reached: ReadonlySet<string> } | { readonly open: string } | null {
  const reached = new Set<string>();
  const walked = new Set<string>();
  const waiting = roots.filter(({ audience }) => audience === 'all');
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const version = assignment.get(next.name);
    if (version === undefined) return { open: next.name };
    if (!admits(next, version)) return null;
    reached.add(next.name);
    const requirements = universe.get(next.name)?.get(version);
    if (requirements === undefined) return null;
    for (const extra of ['', ...next.extras]) {
      const key = `${next.name}[${extra}]`;
      if (walked.has(key)) continue;
      walked.add(key);
      waiting.push(...requiredFor(requirements, extra));
    }
  }
  return { reached };
}

/** Tries every version of everything that is required, one after the other. `null`: there is no solution. */
export function findByTrying(
  universe: SmallUniverse,
  roots: readonly SmallRequirement[],
  assignment: Assignment = new Map(),
): Assignment | null {
  const followed = followWith(universe, roots, assignment);
  if (followed === null) return null;
  if ('reached' in followed) return assignment;
  for (const version of universe.get(followed.open)?.keys() ?? []) {
    const found = findByTrying(universe, roots, new Map([...assignment, [followed.open, version]]));
    if (found !== null) return found;
  }
  return null;
}
