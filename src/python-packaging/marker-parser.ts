import { type Cursor, fail, skipBlanks, take, takeText } from './cursor';
import type { Marker, MarkerComparison, MarkerOperand, MarkerOperator, MarkerTerm } from './marker-tree';
import { normalizeName } from './name';
import { decodePythonString } from './python-string';
import { parseSpecifier, type Specifier } from './specifier-clause';
import { strip } from './white-space';

/** Deeper parentheses than anyone writes; a hostile line must not exhaust the stack. */
const DEEPEST_NESTING = 100;

const VARIABLE =
  /(?:python_version|python_full_version|os[._]name|sys[._]platform|platform_(?:release|system)|platform[._](?:version|machine|python_implementation)|python_implementation|implementation_(?:name|version)|extras?|dependency_groups)\b/y;
const QUOTED = /'[^']*'|"[^"]*"/y;
const OPERATOR = /===|==|~=|!=|<=|>=|<|>/y;
const OPERATORS = '"==", "!=", "<", "<=", ">", ">=", "~=", "===", "in" or "not in"';

/** Variables whose values are versions: there the operators of PEP 440 apply. */
export const VERSION_VARIABLES: ReadonlySet<string> = new Set([
  'implementation_version',
  'platform_release',
  'python_full_version',
  'python_version',
]);

/** marker = term { ("and" | "or") term }; "and" binds closer. */
export function parseMarkerExpression(cursor: Cursor, depth = 0): Marker {
  if (depth > DEEPEST_NESTING) fail(cursor, 'these parentheses are nested too deeply');
  let terms = [parseTerm(cursor, depth)];
  const alternatives = [terms];
  for (;;) {
    const connective = take(cursor, /(?:and|or)\b/y);
    if (connective === null) return { kind: 'any-of', alternatives };
    const term = parseTerm(cursor, depth);
    if (connective === 'and') terms.push(term);
    else {
      terms = [term];
      alternatives.push(terms);
    }
  }
}

/** term = "(" marker ")" | comparison, with blanks around it */
function parseTerm(cursor: Cursor, depth: number): MarkerTerm {
  skipBlanks(cursor);
  const start = cursor.position;
  let term: MarkerTerm;
  if (takeText(cursor, '(')) {
    term = parseMarkerExpression(cursor, depth + 1);
    if (!takeText(cursor, ')')) fail(cursor, 'the parenthesis that opens here is not closed', start);
  } else {
    term = parseComparison(cursor);
  }
  skipBlanks(cursor);
  return term;
}

function parseComparison(cursor: Cursor): MarkerComparison {
  const left = parseOperand(cursor);
  skipBlanks(cursor);
  const operator = parseOperator(cursor);
  skipBlanks(cursor);
  return compare(left, operator, parseOperand(cursor));
}

function parseOperand(cursor: Cursor): MarkerOperand {
  const start = cursor.position;
  const variable = take(cursor, VARIABLE)?.replace('.', '_');
  if (variable !== undefined) {
    // An old name for the same thing, which PEP 508 still knows.
    const name = variable === 'python_implementation' ? 'platform_python_implementation' : variable;
    return { kind: 'variable', name: name as (MarkerOperand & { kind: 'variable' })['name'] };
  }
  const quoted = take(cursor, QUOTED);
  if (quoted === null) {
    return fail(cursor, 'expected a variable such as "python_version", or a text in quotes');
  }
  const text = decodePythonString(quoted.slice(1, -1));
  return text === null
    ? fail(cursor, 'this text has an escape that Python does not know', start)
    : { kind: 'text', text };
}

function parseOperator(cursor: Cursor): MarkerOperator {
  const symbol = take(cursor, OPERATOR) ?? take(cursor, /in\b/y);
  if (symbol !== null) return symbol as MarkerOperator;
  if (take(cursor, /not[ \t]+in\b/y) !== null) return 'not in';
  return fail(cursor, `expected an operator: ${OPERATORS}`);
}

/** Extras and groups are compared by their normalised names (PEP 685), so the tree holds those. */
function compare(left: MarkerOperand, operator: MarkerOperator, right: MarkerOperand): MarkerComparison {
  const named = left.kind === 'variable' ? left.name : right.kind === 'variable' ? right.name : null;
  const isName =
    named === 'extra' || (right.kind === 'variable' && (named === 'extras' || named === 'dependency_groups'));
  const comparison = isName
    ? { left: normalizeOperand(left), operator, right: normalizeOperand(right) }
    : { left, operator, right };
  return {
    kind: 'comparison',
    ...comparison,
    specifier: specifierOf(comparison.left, operator, comparison.right),
  };
}

function normalizeOperand(operand: MarkerOperand): MarkerOperand {
  return operand.kind === 'variable' ? operand : { kind: 'text', text: normalizeName(operand.text) };
}

function specifierOf(left: MarkerOperand, operator: MarkerOperator, right: MarkerOperand): Specifier | null {
  if (left.kind !== 'variable' || !VERSION_VARIABLES.has(left.name)) return null;
  return parseSpecifier(strip(operator + (right.kind === 'text' ? right.text : right.name)));
}
