import { strip, WHITE_SPACE } from './white-space';

/** A place in a text as editors show it; both count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** A line of a requirements file as pip sees it: continuations joined, no comment, no blanks around it. */
export interface LogicalLine {
  /** The number of the first line that it was written on. */
  readonly line: number;
  readonly text: string;
  /** Where a character was written. Text out of an environment variable stands where its line begins. */
  readonly placeOf: (offset: number) => Place;
}

/** The value of an environment variable; nothing or the empty text when it has none. */
export type VariableLookup = (name: string) => string | null | undefined;

/** Where Python's `str.splitlines` divides. */
const LINE_ENDS = '\\n\\v\\f\\r\\x1c-\\x1e\\x85\\u2028\\u2029';
const LINE_END = new RegExp(`\\r\\n|[${LINE_ENDS}]`);
const COMMENT_LINE = new RegExp(`^[${WHITE_SPACE}]*#`);
const COMMENT_START = new RegExp(`(?:^|[${WHITE_SPACE}])#`);
const VARIABLE = /\$\{([A-Z0-9_]+)\}/g;

/** A piece of a joined text, and where it was written. */
interface Piece {
  readonly text: string;
  readonly place: Place;
}

/** Splits, joins and strips in pip's own order; lines with nothing in them are gone. */
export function readLogicalLines(text: string, lookup: VariableLookup): readonly LogicalLine[] {
  const lines = text.replace(/^\ufeff/, '').split(LINE_END);
  return joinLines(lines).flatMap((pieces) => {
    const line = finish(pieces, lookup);
    return line === null ? [] : [line];
  });
}

/** A backslash at a line's end joins the next one to it, unless the line is a comment: that one ends the joining. */
function joinLines(lines: readonly string[]): readonly (readonly Piece[])[] {
  const joined: Piece[][] = [];
  let open: Piece[] | null = null;
  for (const [index, text] of lines.entries()) {
    const isComment = COMMENT_LINE.test(text);
    const pieces: Piece[] = open ?? [];
    if (open === null) joined.push(pieces);
    // The blank lets a comment be found in what was joined.
    if (isComment) pieces.push({ text: ' ', place: { line: index + 1, column: 1 } });
    const goesOn = text.endsWith('\\') && !isComment;
    pieces.push(
      goesOn ? withoutBackslashes(text, index + 1) : { text, place: { line: index + 1, column: 1 } },
    );
    open = goesOn ? pieces : null;
  }
  return joined;
}

/** As pip does, all backslashes at the end and those at the beginning as well. */
function withoutBackslashes(text: string, line: number): Piece {
  const start = /^\\*/.exec(text)?.[0].length ?? 0;
  let end = text.length;
  while (end > start && text.charAt(end - 1) === '\\') end -= 1;
  return { text: text.slice(start, end), place: { line, column: start + 1 } };
}

function finish(pieces: readonly Piece[], lookup: VariableLookup): LogicalLine | null {
  const joined = pieces.map((piece) => piece.text).join('');
  const comment = COMMENT_START.exec(joined)?.index ?? joined.length;
  const text = strip(joined.slice(0, comment));
  const first = pieces[0];
  if (text === '' || first === undefined) return null;
  const indentation = joined.indexOf(text);
  const expanded = expandVariables(text, lookup);
  const placeOf = (offset: number) => placeIn(pieces, indentation + (expanded === text ? offset : 0));
  return { line: first.place.line, text: expanded, placeOf };
}

/** The names are taken from the line as it was, and each value is put in everywhere: so does pip. */
function expandVariables(text: string, lookup: VariableLookup): string {
  let expanded = text;
  const done = new Set<string>();
  for (const [reference, name = ''] of text.matchAll(VARIABLE)) {
    const value = done.has(name) ? null : lookup(name);
    if (!value) continue;
    expanded = expanded.replaceAll(reference, () => value);
    // One that brings no references has nothing to do a second time.
    if (!value.includes('$')) done.add(name);
  }
  return expanded;
}

function placeIn(pieces: readonly Piece[], offset: number): Place {
  let rest = offset;
  let place: Place = { line: 1, column: 1 };
  for (const piece of pieces) {
    place = { line: piece.place.line, column: piece.place.column + Math.min(rest, piece.text.length) };
    if (rest < piece.text.length) break;
    rest -= piece.text.length;
  }
  return place;
}
