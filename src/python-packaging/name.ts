/** A project's or an extra's name as PEP 503 normalises it: lower case, runs of `-`, `_`, `.` as one `-`. */
export type NormalizedName = string & { readonly __brand: 'NormalizedName' };

/** PEP 508: ASCII letters, digits, `.`, `-`, `_`; the first and the last is a letter or a digit. */
const PROJECT_NAME = /^[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?$/i;

const NORMALIZED_NAME = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** Normalises a project's or an extra's name (PEP 685 does the same for extras); `null` for what can be no name. */
export function parseProjectName(text: string): NormalizedName | null {
  return PROJECT_NAME.test(text) ? normalizeName(text) : null;
}

/** Whether `text` is a name in its normalised form already. */
export function isNormalizedName(text: string): text is NormalizedName {
  return NORMALIZED_NAME.test(text);
}

/** Normalises a name that is known to be one: it came from a grammar that admits nothing else. */
export function normalizeName(name: string): NormalizedName {
  return (isNormalizedName(name) ? name : name.toLowerCase().replace(/[-_.]+/g, '-')) as NormalizedName;
}
