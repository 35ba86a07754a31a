import { PAGE_FORMS, type PageForm } from '../negotiate';

/** A regular expression for an Accept header, in the common part of PCRE and RE2, and the page that it asks for. */
export interface AcceptPattern {
  readonly pattern: string;
  readonly filename: PageForm['filename'];
}

/** The weights of RFC 9110, 12.4.2, by their first decimal: finer ones nobody sends. */
const WEIGHTS = [
  String.raw`1(?:\.0*)?`,
  ...[9, 8, 7, 6, 5, 4, 3, 2, 1].map((tenth) => String.raw`0?\.${tenth}[0-9]*`),
  String.raw`0?\.0[0-9]*[1-9][0-9]*`,
];
const ANY_WEIGHT = String.raw`(?:1(?:\.0*)?|0?\.[0-9]*[1-9][0-9]*)`;

/**
 * What a web server that can only compare needs to choose a page as `negotiate` does: the first pattern that fits
 * decides. A named type with the highest weight is found before lower ones, JSON before HTML, "anything" at the end.
 */
export function listAcceptPatterns(): readonly AcceptPattern[] {
  const named = WEIGHTS.flatMap((weight, level) =>
    PAGE_FORMS.map(({ types, filename }) => ({ pattern: patternOf(types, weight, level === 0), filename })),
  );
  return [...named, { pattern: patternOf(['*/*', 'text/*'], ANY_WEIGHT, true), filename: 'index.html' }];
}

/** `implied`: a type without a weight has this one. */
function patternOf(types: readonly string[], weight: string, implied: boolean): string {
  const names = types.map((type) => type.replace(/[.+*]/g, String.raw`\$&`)).join('|');
  const parameters = String.raw`(?:\s*;\s*[^,;q\s][^,;]*)*`;
  const given = String.raw`\s*;\s*q=${weight}\s*(?:;[^,]*)?`;
  return String.raw`(?i)(?:^|,)\s*(?:${names})${parameters}${implied ? `(?:${given})?` : given}\s*(?:,|$)`;
}
