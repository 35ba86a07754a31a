/**
 * What Python's `\s` and `str.strip()` take for white space, as the inside of a character class. JavaScript's own `\s`
 * differs: it lacks U+001C to U+001F and U+0085, and takes U+FEFF.
 */
export const WHITE_SPACE =
  '\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000';

const LEADING = new RegExp(`^[${WHITE_SPACE}]+`);
const ONE = new RegExp(`^[${WHITE_SPACE}]$`);

/** The offset of the first character that is no white space, or `text.length`. */
export function skipWhiteSpace(text: string, from: number): number {
  const match = LEADING.exec(text.slice(from));
  return from + (match?.[0].length ?? 0);
}

/** Python's `str.strip()`. */
export function strip(text: string): string {
  let end = text.length;
  while (end > 0 && ONE.test(text.charAt(end - 1))) end -= 1;
  return text.slice(skipWhiteSpace(text.slice(0, end), 0), end);
}
