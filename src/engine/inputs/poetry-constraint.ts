import { parseSpecifier } from '../../python-packaging/specifier-clause';
import { isPrerelease, parseVersion, type Version } from '../../python-packaging/version';
import { strip } from '../../python-packaging/white-space';

/** Versions as poetry writes them: any of the alternatives, each a list of clauses of PEP 440 that all hold. */
export type PoetryConstraint =
  | { readonly ok: true; readonly alternatives: readonly (readonly string[])[] }
  | { readonly ok: false; readonly message: string };

/** A comma or blanks divide clauses; blanks behind an operator do not. */
const CLAUSE = /(?:(?:\^|~=|~|===|==|=|!=|>=|<=|>|<)[ \t]*)?[^ \t,]+/g;
const PARTS = /^(\^|~=|~|===|==|=|!=|>=|<=|>|<)?[ \t]*v?(.+)$/i;

/**
 * Reads a version constraint of poetry (https://python-poetry.org/docs/dependency-specification/): caret, tilde,
 * wildcards, bare versions, clauses as in PEP 440, and alternatives after `||`.
 */
export function parsePoetryConstraint(text: string): PoetryConstraint {
  const alternatives: (readonly string[])[] = [];
  for (const part of text.split(/\|\|?/)) {
    const clauses: string[] = [];
    if (strip(part) === '') return { ok: false, message: `"${text}" is no constraint` };
    for (const written of strip(part).match(CLAUSE) ?? []) {
      const translated = translateClause(written);
      if (translated === null) return { ok: false, message: `"${written}" is no version constraint` };
      clauses.push(...translated);
    }
    alternatives.push(clauses);
  }
  return { ok: true, alternatives };
}

/** The clauses of PEP 440 that mean the same; none for `*`. */
function translateClause(written: string): readonly string[] | null {
  const [, operator = '', rest = ''] = PARTS.exec(written) ?? [];
  if (/^[*x](?:\.[*x])*$/i.test(rest)) return operator === '' || operator === '==' ? [] : null;
  const wildcard = /^(.*?)(?:\.[*x])+$/i.exec(rest)?.[1];
  if (wildcard !== undefined) {
    const sign = operator === '!=' ? '!=' : '==';
    return ['', '=', '==', '!='].includes(operator) ? checked([`${sign}${wildcard}.*`]) : null;
  }
  const version = parseVersion(rest);
  if (operator === '===') return checked([`===${rest}`]);
  if (version === null) return null;
  switch (operator) {
    case '^':
      return [`>=${version.canonical}`, `<${nextBreaking(version)}`];
    case '~':
      return [`>=${version.canonical}`, `<${bump(version, version.release.length < 2 ? 0 : 1)}`];
    case '':
    case '=':
      return checked([`==${version.canonical}`]);
    default:
      return checked([`${operator}${version.canonical}`]);
  }
}

function checked(clauses: readonly string[]): readonly string[] | null {
  return clauses.every((clause) => parseSpecifier(clause) !== null) ? clauses : null;
}

/** The first number that is not zero may not change; of `0` and `0.0`, the last that is written. */
function nextBreaking(version: Version): string {
  const first = version.release.slice(0, 3).findIndex((number) => BigInt(number) > 0n);
  return bump(version, first < 0 ? Math.min(version.release.length, 3) - 1 : first);
}

/** The release with the number at `place` one higher and nothing behind it, shown with at least two numbers. */
function bump({ epoch, release }: Version, place: number): string {
  const numbers = release.slice(0, place + 1).map((number) => BigInt(number));
  numbers[place] = (numbers[place] ?? 0n) + 1n;
  while (numbers.length < Math.max(2, Math.min(release.length, 3))) numbers.push(0n);
  return `${BigInt(epoch) > 0n ? `${epoch}!` : ''}${numbers.join('.')}`;
}

/** A constraint on Python as a marker of PEP 508; the empty text where any will do. `null` for what is none. */
export function pythonMarker(text: string): string | null {
  const constraint = parsePoetryConstraint(text);
  if (!constraint.ok) return null;
  if (constraint.alternatives.some((clauses) => clauses.length === 0)) return '';
  return constraint.alternatives.map((clauses) => clauses.map(pythonClause).join(' and ')).join(' or ');
}

/** `python_version` has two numbers. */
function pythonClause(clause: string): string {
  const [, operator = '', version = ''] = /^([~=!<>]+)(.*)$/.exec(clause) ?? [];
  const numbers = parseVersion(version.replace(/\.\*$/, ''));
  const isShort = numbers !== null && numbers.release.length <= 2 && !isPrerelease(numbers);
  return `${isShort ? 'python_version' : 'python_full_version'} ${operator} "${version}"`;
}
