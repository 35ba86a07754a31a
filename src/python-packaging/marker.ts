import { fail, isAtEnd, parseWhole } from './cursor';
import { parseMarkerExpression, VERSION_VARIABLES } from './marker-parser';
import type {
  EnvironmentVariable,
  Marker,
  MarkerComparison,
  MarkerOperand,
  MarkerOperator,
} from './marker-tree';
import { normalizeName } from './name';
import { matchesArbitrary, parseSpecifier, type Specifier } from './specifier-clause';
import type { SyntaxFault } from './syntax-fault';
import { parseVersion } from './version';
import { strip } from './white-space';

/** What a Python on a computer says of itself; every variable of PEP 508. */
export type Environment = Readonly<Record<EnvironmentVariable, string>>;

/** Where a marker stands decides what else it may ask for. */
export type MarkerContext =
  /** Core metadata: one extra at a time, `''` for none. */
  | { readonly kind: 'metadata'; readonly extra: string }
  /** A lock file (PEP 751): everything that was asked for together. */
  | {
      readonly kind: 'lock-file';
      readonly extras: ReadonlySet<string>;
      readonly dependencyGroups: ReadonlySet<string>;
    }
  /** Any other requirement: the environment alone. */
  | { readonly kind: 'requirement' };

export type MarkerResult =
  | { readonly ok: true; readonly marker: Marker }
  | { readonly ok: false; readonly error: SyntaxFault };

/** A comparison that PEP 508 does not define has no value; `message` names it. */
export type Evaluation =
  | { readonly ok: true; readonly holds: boolean }
  | { readonly ok: false; readonly message: string };

/** Reads a marker that stands alone, as lock files have them. */
export function parseMarker(text: string): MarkerResult {
  const parsed = parseWhole(text, (cursor) => {
    const marker = parseMarkerExpression(cursor);
    if (!isAtEnd(cursor)) fail(cursor, 'expected "and", "or" or the end');
    return marker;
  });
  return parsed.ok ? { ok: true, marker: parsed.value } : parsed;
}

/**
 * Whether a marker holds, as `packaging` decides it: versions are compared where the variable is one and the other side
 * makes a specifier, else texts. Every term is looked at, so a marker that asks for what is undefined never has a value.
 */
export function evaluateMarker(marker: Marker, environment: Environment, context: MarkerContext): Evaluation {
  return evaluate(marker, (name) => {
    if (Object.hasOwn(environment, name)) return environmentValue(environment, name as EnvironmentVariable);
    if (context.kind === 'metadata' && name === 'extra') return normalizeName(context.extra);
    if (context.kind === 'lock-file' && name === 'extras') return normalizeNames(context.extras);
    if (context.kind === 'lock-file' && name === 'dependency_groups')
      return normalizeNames(context.dependencyGroups);
    return undefined;
  });
}

type Lookup = (name: string) => string | ReadonlySet<string> | undefined;

const HOLDS: Evaluation = { ok: true, holds: true };
const FAILS: Evaluation = { ok: true, holds: false };

/** A Python built from between two releases says `3.13.0+`, which is no version. */
function environmentValue(environment: Environment, name: EnvironmentVariable): string {
  const value = environment[name];
  return name === 'python_full_version' && value.endsWith('+') ? `${value}local` : value;
}

function normalizeNames(names: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].map(normalizeName));
}

function evaluate(marker: Marker, lookup: Lookup): Evaluation {
  let holds = false;
  for (const terms of marker.alternatives) {
    let all = true;
    for (const term of terms) {
      const result = term.kind === 'comparison' ? compare(term, lookup) : evaluate(term, lookup);
      if (!result.ok) return result;
      all &&= result.holds;
    }
    holds ||= all;
  }
  return holds ? HOLDS : FAILS;
}

function compare({ left, operator, right, specifier }: MarkerComparison, lookup: Lookup): Evaluation {
  const key = wordOf(left.kind === 'variable' ? left : right);
  const known = lookup(key);
  if (known === undefined) return { ok: false, message: `"${key}" has no value here` };
  const leftValue = left.kind === 'variable' ? known : left.text;
  const rightValue = left.kind === 'variable' ? wordOf(right) : known;
  if (typeof leftValue !== 'string') {
    return { ok: false, message: `"${key}" holds several names; write "NAME" in ${key}` };
  }
  if (typeof rightValue !== 'string') return compareWithSet(leftValue, operator, rightValue);
  if (VERSION_VARIABLES.has(key)) {
    const clause = specifier ?? parseSpecifier(strip(operator + rightValue));
    if (clause !== null) return satisfies(clause, leftValue) ? HOLDS : FAILS;
  }
  return compareTexts(leftValue, operator, rightValue);
}

const wordOf = (operand: MarkerOperand): string =>
  operand.kind === 'variable' ? operand.name : operand.text;

/** A value that is no version, such as the release of many Linux kernels, satisfies nothing. */
function satisfies(clause: Specifier, value: string): boolean {
  if (clause.operator === '===') return matchesArbitrary(clause.version, value);
  const version = parseVersion(value);
  return version !== null && clause.matches(version);
}

function compareWithSet(left: string, operator: MarkerOperator, right: ReadonlySet<string>): Evaluation {
  const isIn = right.has(normalizeName(left));
  if (operator === 'in') return isIn ? HOLDS : FAILS;
  if (operator === 'not in') return isIn ? FAILS : HOLDS;
  return compareTexts(left, operator, null);
}

/** Texts have no order: of "less or equal" only "equal" is left. */
function compareTexts(left: string, operator: MarkerOperator, right: string | null): Evaluation {
  switch (operator) {
    case '==':
    case '<=':
    case '>=':
      return left === right ? HOLDS : FAILS;
    case '!=':
      return left === right ? FAILS : HOLDS;
    case '<':
    case '>':
      return FAILS;
    case 'in':
      return right?.includes(left) === true ? HOLDS : FAILS;
    case 'not in':
      return right?.includes(left) === true ? FAILS : HOLDS;
    default:
      return { ok: false, message: `"${operator}" compares versions, and "${right ?? left}" is none` };
  }
}
