import { type Cursor, fail, isAtEnd, parseWhole, take } from './cursor';
import type { SyntaxFault } from './syntax-fault';
import { strip, WHITE_SPACE } from './white-space';

/** An expression of SPDX: what `License-Expression` holds (PEP 639). */
export type LicenseExpression =
  | SimpleLicense
  /** AND: all of them apply. */
  | { readonly kind: 'all'; readonly terms: readonly LicenseExpression[] }
  /** OR: whoever uses the work chooses one. */
  | { readonly kind: 'any'; readonly terms: readonly LicenseExpression[] };

export interface SimpleLicense {
  readonly kind: 'license';
  /** As written: `MIT`, `GPL-2.0-or-later`, `LicenseRef-Proprietary`. */
  readonly id: string;
  /** Written with a `+`. */
  readonly orLater: boolean;
  /** What stands behind WITH: an exception grants more than the license alone. */
  readonly exception: string | null;
}

export type LicenseExpressionResult =
  | { readonly ok: true; readonly expression: LicenseExpression }
  | { readonly ok: false; readonly error: SyntaxFault };

/** Deeper parentheses than anyone writes; a hostile text must not exhaust the stack. */
const DEEPEST_NESTING = 100;

const BLANKS = new RegExp(`[${WHITE_SPACE}]*`, 'y');
/** A word up to white space or a parenthesis. */
const WORD = new RegExp(`[^${WHITE_SPACE}()]+`, 'y');
const ID = /^(?:(?!LicenseRef-$)[a-z0-9.-]+|DocumentRef-[a-z0-9.-]+:LicenseRef-[a-z0-9.-]+)$/i;

/** Reads an expression. Whether SPDX lists its licenses is not checked: that list grows. Case makes no difference. */
export function parseLicenseExpression(text: string): LicenseExpressionResult {
  const parsed = parseWhole(text, (cursor) => {
    take(cursor, BLANKS);
    const expression = parseChoices(cursor, 0);
    if (!isAtEnd(cursor)) fail(cursor, 'expected "AND", "OR" or the end');
    return expression;
  });
  return parsed.ok ? { ok: true, expression: parsed.value } : parsed;
}

/**
 * Whether some way to satisfy an expression needs allowed licenses only; `null` when the text is no expression. A
 * license for a version "or later" is allowed where that version is; one with an exception where it is without.
 */
export function isLicenseAllowed(expressionText: string, allowed: ReadonlySet<string>): boolean | null {
  return judge(expressionText, allowed, 'some');
}

/** Whether every license in an expression is allowed, so that it does not matter what anybody chooses. */
export function isEveryLicenseAllowed(expressionText: string, allowed: ReadonlySet<string>): boolean | null {
  return judge(expressionText, allowed, 'every');
}

function judge(text: string, allowed: ReadonlySet<string>, choice: 'some' | 'every'): boolean | null {
  const parsed = parseLicenseExpression(text);
  if (!parsed.ok) return null;
  const canonical = new Set([...allowed].map((id) => canonicalKey(strip(id))));
  return satisfies(parsed.expression, canonical, choice);
}

function satisfies(
  expression: LicenseExpression,
  allowed: ReadonlySet<string>,
  choice: 'some' | 'every',
): boolean {
  switch (expression.kind) {
    case 'license':
      return keysOf(expression).some((key) => allowed.has(key));
    case 'all':
      return expression.terms.every((term) => satisfies(term, allowed, choice));
    case 'any':
      return expression.terms[choice]((term) => satisfies(term, allowed, choice));
  }
}

/** What allows a license: itself; without its exception; and the very version that it names instead of later ones. */
function keysOf({ id, orLater, exception }: SimpleLicense): readonly string[] {
  const own = canonicalKey(orLater ? `${id}+` : id);
  const exact = own.endsWith('-or-later')
    ? [own.replace(/-or-later$/, '-only')]
    : own.endsWith('+')
      ? [own.slice(0, -1)]
      : [];
  const plain = [own, ...exact];
  return exception === null
    ? plain
    : [...plain, ...plain.map((key) => `${key} with ${exception.toLowerCase()}`)];
}

/** The GNU licenses' old names say what `-only` and `-or-later` say now. */
function canonicalKey(id: string): string {
  const [license = '', ...rest] = id.toLowerCase().split(/ +(?=with )/);
  const renamed = license.replace(
    /^((?:a|l)?gpl-[0-9.]+|gfdl-[0-9.]+)(\+?)$/,
    (_, name: string, plus: string) => `${name}${plus === '' ? '-only' : '-or-later'}`,
  );
  return [renamed, ...rest].join(' ');
}

/** choices = all { "OR" all } */
function parseChoices(cursor: Cursor, depth: number): LicenseExpression {
  if (depth > DEEPEST_NESTING) fail(cursor, 'these parentheses are nested too deeply');
  const terms = parseSeries(cursor, 'or', () => parseSeriesOfAll(cursor, depth));
  return terms.length === 1 && terms[0] !== undefined ? terms[0] : { kind: 'any', terms };
}

/** all = term { "AND" term } */
function parseSeriesOfAll(cursor: Cursor, depth: number): LicenseExpression {
  const terms = parseSeries(cursor, 'and', () => parseTerm(cursor, depth));
  return terms.length === 1 && terms[0] !== undefined ? terms[0] : { kind: 'all', terms };
}

function parseSeries<Term>(cursor: Cursor, operator: string, parse: () => Term): readonly Term[] {
  const terms = [parse()];
  while (takeOperator(cursor, operator)) terms.push(parse());
  return terms;
}

/** term = "(" choices ")" | license [ "WITH" exception ] */
function parseTerm(cursor: Cursor, depth: number): LicenseExpression {
  const start = cursor.position;
  if (take(cursor, /\(/y) !== null) {
    take(cursor, BLANKS);
    const inner = parseChoices(cursor, depth + 1);
    if (take(cursor, /\)/y) === null) fail(cursor, 'the parenthesis that opens here is not closed', start);
    take(cursor, BLANKS);
    return inner;
  }
  const written = takeName(cursor, 'expected the id of a license, such as "MIT"');
  const orLater = written.endsWith('+') && !/LicenseRef-/i.test(written);
  const id = orLater ? written.slice(0, -1) : written;
  if (!ID.test(id)) fail(cursor, `"${written}" is no id of a license`, start);
  const exception = takeOperator(cursor, 'with') ? takeName(cursor, 'expected the id of an exception') : null;
  return { kind: 'license', id, orLater, exception };
}

function takeName(cursor: Cursor, expected: string): string {
  const word = peekWord(cursor);
  if (word === '' || ['and', 'or', 'with'].includes(word.toLowerCase())) return fail(cursor, expected);
  cursor.position += word.length;
  take(cursor, BLANKS);
  return word;
}

function takeOperator(cursor: Cursor, operator: string): boolean {
  const word = peekWord(cursor);
  if (word.toLowerCase() !== operator) return false;
  cursor.position += word.length;
  take(cursor, BLANKS);
  return true;
}

function peekWord(cursor: Cursor): string {
  WORD.lastIndex = cursor.position;
  return WORD.exec(cursor.text)?.[0] ?? '';
}
