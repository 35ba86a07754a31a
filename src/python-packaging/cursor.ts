import type { SyntaxFault } from './syntax-fault';

/** A place in a text that a recursive-descent parser moves forward. */
export interface Cursor {
  readonly text: string;
  position: number;
}

/** Ends a parse from any depth; the parser's entry turns it into a value. */
export class SyntaxFaultError extends Error {
  constructor(readonly fault: SyntaxFault) {
    super(fault.message);
  }
}

/** Takes what a sticky pattern matches here, and moves on; `null` when it does not match. */
export function take(cursor: Cursor, pattern: RegExp): string | null {
  pattern.lastIndex = cursor.position;
  const match = pattern.exec(cursor.text);
  if (match === null) return null;
  cursor.position = pattern.lastIndex;
  return match[0];
}

/** Whether a text stands here; moves past it if so. */
export function takeText(cursor: Cursor, text: string): boolean {
  if (!cursor.text.startsWith(text, cursor.position)) return false;
  cursor.position += text.length;
  return true;
}

/** Between the parts of a requirement, PEP 508 knows spaces and tabs only. */
export function skipBlanks(cursor: Cursor): void {
  take(cursor, /[ \t]*/y);
}

export function isAtEnd(cursor: Cursor): boolean {
  return cursor.position === cursor.text.length;
}

/** Fails at the word that stands here, or from `start` on up to the cursor. */
export function fail(cursor: Cursor, message: string, start?: number): never {
  if (start !== undefined) throw new SyntaxFaultError({ message, start, end: cursor.position });
  const word = /[\w.+!-]+|[\s\S]?/y;
  word.lastIndex = cursor.position;
  const length = word.exec(cursor.text)?.[0].length ?? 0;
  throw new SyntaxFaultError({ message, start: cursor.position, end: cursor.position + length });
}

/** Runs a parser over the whole of a text; its fault becomes a value. */
export function parseWhole<Value>(
  text: string,
  parse: (cursor: Cursor) => Value,
): { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: SyntaxFault } {
  try {
    return { ok: true, value: parse({ text, position: 0 }) };
  } catch (error) {
    if (error instanceof SyntaxFaultError) return { ok: false, error: error.fault };
    throw error;
  }
}
