import { parse, TomlError } from 'smol-toml';
import { type InputPlace, refuseInput } from './input-place';

/**
 * One table of a parsed document, read field by field. What is not of the expected type is refused with its place, for
 * these documents come from anywhere. Only the document's own keys are seen.
 */
export interface Fields {
  readonly at: InputPlace;
  readonly keys: readonly string[];
  /** `undefined` where there is none. */
  value(key: string): unknown;
  /** `null` where there is none; so do the others. */
  text(key: string): string | null;
  requireText(key: string): string;
  flag(key: string): boolean | null;
  table(key: string): Fields | null;
  /** A list of tables, numbered from 1 in their places; empty where there is none. */
  tables(key: string): readonly Fields[];
  texts(key: string): readonly string[];
  fail(reason: string): never;
}

/** A document in TOML as fields. Throws `input-invalid`, with line and column where TOML itself is wrong. */
export function openToml(name: string, text: string): Fields {
  return fieldsOf(openTomlTable(name, text), { name, place: '' });
}

/** A document in TOML as it was parsed: dates are `Date`s, whole numbers are numbers unless they are too large. */
export function openTomlTable(name: string, text: string): unknown {
  try {
    return parse(text, { integersAsBigInt: 'asNeeded' });
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const reason = error.message.split('\n')[0] ?? 'it is not TOML';
    return refuseInput({ name, place: `line ${error.line}, column ${error.column}` }, reason);
  }
}

/** A document in JSON as fields. Throws `input-invalid`. */
export function openJson(name: string, text: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuseInput({ name, place: '' }, `it is not JSON (${reason})`);
  }
  return fieldsOf(value, { name, place: '' });
}

/** Throws `input-invalid` for what is no table. */
export function fieldsOf(value: unknown, at: InputPlace): Fields {
  if (!isTable(value)) return refuseInput(at, 'a table is expected here');
  const own = (key: string): unknown => (Object.hasOwn(value, key) ? value[key] : undefined);
  const inner = (key: string, index = ''): InputPlace => ({
    name: at.name,
    place: `${at.place === '' ? '' : `${at.place}, `}"${key}"${index}`,
  });
  const typed = <Type>(key: string, is: (found: unknown) => found is Type, what: string): Type | null => {
    const found = own(key);
    if (found === undefined) return null;
    return is(found) ? found : refuseInput(inner(key), `${what} is expected here`);
  };
  const list = <Type>(key: string, is: (found: unknown) => found is Type, what: string): readonly Type[] =>
    typed(key, (found): found is Type[] => Array.isArray(found) && found.every(is), what) ?? [];
  return {
    at,
    keys: Object.keys(value),
    value: own,
    text: (key) => typed(key, isText, 'a text'),
    requireText: (key) => typed(key, isText, 'a text') ?? refuseInput(at, `"${key}" is missing`),
    flag: (key) => typed(key, isFlag, 'true or false'),
    table: (key) => (own(key) === undefined ? null : fieldsOf(own(key), inner(key))),
    tables: (key) =>
      list(key, isTable, 'a list of tables').map((found, index) =>
        fieldsOf(found, inner(key, ` ${index + 1}`)),
      ),
    texts: (key) => list(key, isText, 'a list of texts'),
    fail: (reason) => refuseInput(at, reason),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isFlag = (value: unknown): value is boolean => typeof value === 'boolean';

/** Whether a value is a table, and no list and no date. */
export function isTable(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

/** The same fields under a better name for their place: `package "attrs"`. */
export function named(fields: Fields, place: string): Fields {
  const table = Object.fromEntries(fields.keys.map((key) => [key, fields.value(key)]));
  return fieldsOf(table, { name: fields.at.name, place });
}
