import {
  type Cursor,
  fail,
  isAtEnd,
  parseWhole,
  SyntaxFaultError,
  skipBlanks,
  take,
  takeText,
} from './cursor';
import { parseMarkerExpression } from './marker-parser';
import { formatMarker, type Marker } from './marker-tree';
import { type NormalizedName, parseProjectName } from './name';
import { ANY_VERSION, explainClause, parseSpecifierSet, type SpecifierSet } from './specifier';
import { SPECIFIER_SOURCE } from './specifier-clause';
import type { SyntaxFault } from './syntax-fault';

/** A line of PEP 508: a project, extras, and either the versions that will do or an address; a marker limits it. */
export interface Requirement {
  readonly name: NormalizedName;
  /** Normalised (PEP 685), sorted, each once. */
  readonly extras: readonly NormalizedName[];
  readonly specifiers: SpecifierSet;
  readonly url: string | null;
  readonly marker: Marker | null;
}

export type RequirementResult =
  | { readonly ok: true; readonly requirement: Requirement }
  | { readonly ok: false; readonly error: SyntaxFault };

const IDENTIFIER = /[a-z0-9][a-z0-9._-]*/iy;
const SPECIFIER = new RegExp(SPECIFIER_SOURCE, 'iy');
/** What looks like a clause to a person and is none. */
const BROKEN_CLAUSE = /[<>=!~][^,;)]*/y;
/** What stands right behind a clause belongs to it, and spoils it. */
const CLAUSE_EXCESS = /[^\s,;)]+/y;

/** Reads one requirement. Blanks around it are fine, a comment or a line break is not. */
export function parseRequirement(text: string): RequirementResult {
  const parsed = parseWhole(text, parseWholeRequirement);
  return parsed.ok ? { ok: true, requirement: parsed.value } : parsed;
}

/** The requirement in one spelling: equal texts for equal requirements. */
export function formatRequirement({ name, extras, specifiers, url, marker }: Requirement): string {
  const project = extras.length === 0 ? name : `${name}[${extras.join(',')}]`;
  const versions = url === null ? specifiers.text : ` @ ${url}`;
  const separator = url === null ? '; ' : ' ; ';
  return project + versions + (marker === null ? '' : separator + formatMarker(marker));
}

function parseWholeRequirement(cursor: Cursor): Requirement {
  skipBlanks(cursor);
  const name = parseName(cursor, 'expected the name of a project');
  skipBlanks(cursor);
  const extras = parseExtras(cursor);
  skipBlanks(cursor);
  const hasUrl = takeText(cursor, '@');
  const url = hasUrl ? parseUrl(cursor) : null;
  const specifiers = hasUrl ? ANY_VERSION : parseSpecifiers(cursor);
  skipBlanks(cursor);
  const marker = takeText(cursor, ';') ? parseMarkerExpression(cursor) : null;
  const requirement = { name, extras, specifiers, url, marker };
  return isAtEnd(cursor) ? requirement : explainRest(cursor, requirement);
}

function parseName(cursor: Cursor, expected: string): NormalizedName {
  const start = cursor.position;
  const text = take(cursor, IDENTIFIER);
  if (text === null) return fail(cursor, expected);
  const name = parseProjectName(text);
  return name ?? fail(cursor, `the name "${text}" must end with a letter or a digit`, start);
}

/** extras = [ "[" [ name { "," name } ] "]" ] */
function parseExtras(cursor: Cursor): readonly NormalizedName[] {
  const start = cursor.position;
  if (!takeText(cursor, '[')) return [];
  const extras = new Set<NormalizedName>();
  skipBlanks(cursor);
  if (!takeText(cursor, ']')) {
    do {
      skipBlanks(cursor);
      extras.add(parseName(cursor, 'expected the name of an extra'));
      skipBlanks(cursor);
    } while (takeText(cursor, ','));
    if (isAtEnd(cursor)) fail(cursor, 'the bracket that opens here is not closed', start);
    if (!takeText(cursor, ']')) fail(cursor, 'expected "," or "]" after the name of an extra');
  }
  return [...extras].sort();
}

/** A marker after an address needs a blank before its semicolon, for an address may hold semicolons. */
function parseUrl(cursor: Cursor): string {
  skipBlanks(cursor);
  return take(cursor, /[^ \t]+/y) ?? fail(cursor, 'expected an address after "@"');
}

/** specifiers = "(" clauses ")" | clauses; clauses = [ clause { "," clause } [ "," ] ] */
function parseSpecifiers(cursor: Cursor): SpecifierSet {
  const opening = cursor.position;
  const inParentheses = takeText(cursor, '(');
  skipBlanks(cursor);
  const specifiers = parseClauses(cursor);
  if (inParentheses && !takeText(cursor, ')')) {
    if (isAtEnd(cursor)) fail(cursor, 'the parenthesis that opens here is not closed', opening);
    fail(cursor, 'expected "," or ")" after a version');
  }
  return specifiers;
}

function parseClauses(cursor: Cursor): SpecifierSet {
  const start = cursor.position;
  let end = start;
  for (;;) {
    const clauseStart = cursor.position;
    const clause = take(cursor, SPECIFIER);
    const excess = take(cursor, clause === null ? BROKEN_CLAUSE : CLAUSE_EXCESS);
    if (excess !== null) fail(cursor, explainClause((clause ?? '') + excess), clauseStart);
    if (clause === null) break;
    end = cursor.position;
    skipBlanks(cursor);
    if (takeText(cursor, ',')) skipBlanks(cursor);
    else if (startsClause(cursor)) fail(cursor, 'put a comma before this');
    else break;
  }
  const parsed = parseSpecifierSet(cursor.text.slice(start, end), start);
  if (!parsed.ok) throw new SyntaxFaultError(parsed.error);
  return parsed.specifiers;
}

function startsClause(cursor: Cursor): boolean {
  return '<>=!~'.includes(cursor.text.charAt(cursor.position) || ' ');
}

function explainRest(cursor: Cursor, requirement: Requirement): never {
  if (requirement.marker !== null) fail(cursor, 'expected "and", "or" or the end');
  if (requirement.url !== null || requirement.specifiers.specifiers.length > 0) {
    fail(cursor, 'expected ";" and a marker, or the end');
  }
  if (/[0-9]/.test(cursor.text.charAt(cursor.position))) fail(cursor, 'put "==" before the version');
  fail(cursor, 'expected a version such as ">=1.0", or ";" and a marker, or the end');
}
