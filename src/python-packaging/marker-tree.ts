import type { Specifier } from './specifier-clause';

/** The variables of PEP 508 that describe a Python on a computer. */
export const ENVIRONMENT_VARIABLES = [
  'implementation_name',
  'implementation_version',
  'os_name',
  'platform_machine',
  'platform_python_implementation',
  'platform_release',
  'platform_system',
  'platform_version',
  'python_full_version',
  'python_version',
  'sys_platform',
] as const;

export type EnvironmentVariable = (typeof ENVIRONMENT_VARIABLES)[number];

/** `extra` in core metadata; `extras` and `dependency_groups` in lock files (PEP 751). */
export type MarkerVariable = EnvironmentVariable | 'extra' | 'extras' | 'dependency_groups';

/** A condition on the environment: it holds when all terms of one of its alternatives do. Never empty. */
export interface Marker {
  readonly kind: 'any-of';
  readonly alternatives: readonly (readonly MarkerTerm[])[];
}

/** A nested marker stood in parentheses. */
export type MarkerTerm = MarkerComparison | Marker;

export type MarkerOperator = '<' | '<=' | '!=' | '==' | '>=' | '>' | '~=' | '===' | 'in' | 'not in';

export type MarkerOperand =
  | { readonly kind: 'variable'; readonly name: MarkerVariable }
  | { readonly kind: 'text'; readonly text: string };

export interface MarkerComparison {
  readonly kind: 'comparison';
  readonly left: MarkerOperand;
  readonly operator: MarkerOperator;
  readonly right: MarkerOperand;
  /** The operator and a right-hand text as a clause of PEP 440, where they make one. */
  readonly specifier: Specifier | null;
}

/** The marker's text in one spelling: double quotes, single blanks, no needless parentheses around one term. */
export function formatMarker(marker: Marker): string {
  const term = unwrap(marker);
  if (term.kind === 'comparison') return formatComparison(term);
  return term.alternatives.map((terms) => terms.map(formatTerm).join(' and ')).join(' or ');
}

function formatTerm(term: MarkerTerm): string {
  const inner = unwrap(term);
  return inner.kind === 'comparison' ? formatComparison(inner) : `(${formatMarker(inner)})`;
}

/** What is left of a term without parentheses around a single one. */
function unwrap(term: MarkerTerm): MarkerTerm {
  if (term.kind === 'comparison' || term.alternatives.length !== 1) return term;
  const [only, second] = term.alternatives[0] ?? [];
  return only === undefined || second !== undefined ? term : unwrap(only);
}

function formatComparison({ left, operator, right }: MarkerComparison): string {
  return `${formatOperand(left)} ${operator} ${formatOperand(right)}`;
}

function formatOperand(operand: MarkerOperand): string {
  if (operand.kind === 'variable') return operand.name;
  const text = operand.text.replace(/[\\\n\r\0]/g, escapeCharacter);
  if (!text.includes('"')) return `"${text}"`;
  return text.includes("'") ? `"${text.replaceAll('"', escapeCharacter)}"` : `'${text}'`;
}

function escapeCharacter(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
