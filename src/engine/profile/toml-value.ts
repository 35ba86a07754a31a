import { stringify } from 'smol-toml';

/**
 * A value on one line: TOML's inline tables hold arrays and tables of their own, and every leaf is rendered by the library.
 * What is `null` or missing in a table is left out: TOML has no word for it.
 */
export function renderValue(value: unknown, keyOf: (field: string) => string = (field) => field): string {
  if (Array.isArray(value)) return `[${value.map((entry) => renderValue(entry, keyOf)).join(', ')}]`;
  if (typeof value !== 'object' || value === null)
    return stringify({ value }).slice('value = '.length).trim();
  return `{ ${Object.entries(value)
    .filter(([, entry]) => entry !== null && entry !== undefined)
    .map(([field, entry]) => `${keyOf(field)} = ${renderValue(entry, keyOf)}`)
    .join(', ')} }`;
}

/** A multi-line basic string: the newline after the opening quotes is not part of it (TOML 1.0, "String"). */
export function renderLines(text: string): string {
  const lines = [...text.replaceAll('\r\n', '\n')].map(escapeCharacter).join('');
  const escaped = lines.replaceAll('"""', '""\\"');
  return `"""\n${escaped.endsWith('"') ? `${escaped.slice(0, -1)}\\"` : escaped}"""`;
}

/** Backslashes, and control characters other than tab and newline, cannot stand for themselves. */
function escapeCharacter(character: string): string {
  if (character === '\\') return '\\\\';
  const code = character.charCodeAt(0);
  const isControl = (code < 0x20 && character !== '\n' && character !== '\t') || code === 0x7f;
  return isControl ? `\\u${code.toString(16).padStart(4, '0')}` : character;
}
