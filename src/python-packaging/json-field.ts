/** A value that came from outside, with the path to it. */
export interface JsonField {
  readonly path: string;
  readonly value: unknown;
}

/** Ends the reading of a value from any depth; the reader's entry turns it into a value. */
export class JsonFaultError extends Error {
  constructor(
    readonly path: string,
    readonly requirement: string,
  ) {
    super(path === '' ? `the page ${requirement}` : `"${path}" ${requirement}`);
  }
}

/** The field of an object under a key; `undefined` as its value where there is none. Never looks at a prototype. */
export function fieldOf(object: Readonly<Record<string, unknown>>, path: string, key: string): JsonField {
  const value = Object.hasOwn(object, key) ? object[key] : undefined;
  return { path: path === '' ? key : `${path}.${key}`, value };
}

export function isAbsent({ value }: JsonField): boolean {
  return value === undefined || value === null;
}

export function readObject({ path, value }: JsonField): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new JsonFaultError(path, 'must be an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

export function readItems({ path, value }: JsonField): readonly JsonField[] {
  if (!Array.isArray(value)) throw new JsonFaultError(path, 'must be a list');
  return value.map((item: unknown, index) => ({ path: `${path}[${index}]`, value: item }));
}

export function readText({ path, value }: JsonField): string {
  if (typeof value !== 'string') throw new JsonFaultError(path, 'must be a text');
  return value;
}

export function readTextOrNull(field: JsonField): string | null {
  return isAbsent(field) ? null : readText(field);
}
