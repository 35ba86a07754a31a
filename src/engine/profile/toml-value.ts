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
