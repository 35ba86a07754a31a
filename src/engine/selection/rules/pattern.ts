import { RE2JS, RE2JSException } from 're2js';

/** A regular expression that takes time in proportion to the text, whatever it is. */
export interface Pattern {
  /** As the person wrote it. */
  readonly text: string;
  /** Whether the beginning of `text` matches, as Python's `re.match` has it. */
  readonly matches: (text: string) => boolean;
}

export type PatternResult =
  | { readonly ok: true; readonly pattern: Pattern }
  | { readonly ok: false; readonly message: string };

/**
 * Reads a pattern in Python's syntax, as far as RE2 can express it: neither lookaround nor references to groups.
 * https://docs.python.org/3/library/re.html, https://github.com/google/re2/wiki/Syntax
 */
export function compilePattern(text: string): PatternResult {
  try {
    const compiled = RE2JS.compile(translate(text));
    return { ok: true, pattern: { text, matches: (input) => compiled.matcher(input).lookingAt() } };
  } catch (error) {
    if (!(error instanceof RE2JSException)) throw error;
    return { ok: false, message: explain(text, error.message) };
  }
}

/** Compiles patterns that were checked before. */
export function requirePatterns(texts: readonly string[]): readonly Pattern[] {
  return texts.map((text) => {
    const compiled = compilePattern(text);
    if (!compiled.ok) throw new RangeError(`"${text}" cannot be used as a pattern: ${compiled.message}`);
    return compiled.pattern;
  });
}

function explain(text: string, message: string): string {
  if (/\(\?<?[=!]/.test(text))
    return 'it looks ahead or behind ("(?=", "(?!", "(?<="), which is not supported';
  if (/\(\?P=|\\[1-9]/.test(text)) return 'it refers back to a group, which is not supported';
  return message.replace(/^error parsing regexp: /, '').replaceAll('`', '"');
}

/** Python's classes know every alphabet; RE2's know ASCII. */
const CLASSES: Readonly<Record<string, string>> = {
  w: '\\p{L}\\p{N}_',
  d: '\\p{Nd}',
  s: '\\s\\x0b\\x1c-\\x1f\\x{85}\\p{Z}',
};

/** One piece of a pattern: an escape, an open bound (`{,3}`), a bracket, or another character. */
const PIECE = /\\[\s\S]|\{,(?=\d+\})|[\s\S]/g;

/** Says in RE2's words what Python's words mean where the two differ and RE2 has words for it. */
function translate(text: string): string {
  let isInBrackets = false;
  let sinceBracket = 0;
  return text.replace(PIECE, (piece) => {
    sinceBracket += 1;
    if (piece.startsWith('\\')) return translateEscape(piece, isInBrackets);
    if (isInBrackets) {
      // Directly behind the opening, perhaps behind a "^", a "]" stands for itself.
      if (piece === '^' && sinceBracket === 1) sinceBracket = 0;
      else if (piece === ']' && sinceBracket > 1) isInBrackets = false;
      return piece;
    }
    if (piece === '[') {
      isInBrackets = true;
      sinceBracket = 0;
    }
    return piece === '{,' ? '{0,' : piece;
  });
}

function translateEscape(escaped: string, isInBrackets: boolean): string {
  const letter = escaped.slice(1);
  if (letter === 'Z' && !isInBrackets) return '\\z';
  const positive = Object.hasOwn(CLASSES, letter) ? CLASSES[letter] : undefined;
  if (positive !== undefined) return isInBrackets ? positive : `[${positive}]`;
  const lower = letter.toLowerCase();
  const negated = Object.hasOwn(CLASSES, lower) ? CLASSES[lower] : undefined;
  return negated !== undefined && !isInBrackets ? `[^${negated}]` : escaped;
}
