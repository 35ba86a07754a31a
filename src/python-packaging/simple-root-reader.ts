import { type NormalizedName, parseProjectName } from './name';

/**
 * Reads the projects off the root page of the Simple API as it comes, in parts of any length: an index may have a million
 * of them, and its whole page would be several times as large in memory as what is needed of it.
 */
export interface SimpleRootReader {
  readonly write: (part: string) => void;
  /** `false` for what is no such page, or only a part of one. */
  readonly end: () => boolean;
}

/**
 * Is given each project in the order of the page, with the number of its last change (`_last-serial`, as PyPI tells it)
 * where there is one. What is no name is passed over.
 */
export type TakeProject = (name: NormalizedName, serial: number | null) => void;

const [COLON, COMMA, QUOTE, BACKSLASH, SPACE] = [0x3a, 0x2c, 0x22, 0x5c, 0x20];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** Far above any name: of a longer string nothing is kept. */
const LONGEST_STRING = 100_000;

/** For a page in JSON (PEP 691): `{ "projects": [{ "name": … }] }`. Where a value stands is told by depth and key. */
export function createSimpleRootReader(take: TakeProject): SimpleRootReader {
  let name: NormalizedName | null = null;
  let serial: number | null = null;
  let digits: number | null | undefined;
  let rest = '';
  let depth = 0;
  let key: string | null = null;
  let text: string | null = null;
  let projects: 'before' | 'inside' | 'after' = 'before';
  let isBroken = false;

  const endValue = (): void => {
    if (projects === 'inside' && depth === 3) {
      if (key === 'name') name = parseProjectName(text ?? '');
      if (key === '_last-serial' && Number.isSafeInteger(digits)) serial = digits ?? null;
    }
    key = null;
    text = null;
  };
  const endProject = (): void => {
    if (name !== null) take(name, serial);
    name = null;
    serial = null;
  };
  /** What stands outside of strings and is no mark: digits, or what makes them another number, or none. */
  const takeOther = (code: number): void => {
    if (depth === 0) isBroken = true;
    const digit = code - 0x30;
    digits = digits === null || digit < 0 || digit > 9 ? null : (digits ?? 0) * 10 + digit;
  };
  const takeMark = (mark: number): void => {
    if (mark === COLON) {
      key = text;
      text = null;
      digits = undefined;
    } else if (mark === OPEN_OBJECT || mark === OPEN_LIST) {
      depth += 1;
      if (depth === 2 && mark === OPEN_LIST && key === 'projects' && projects === 'before')
        projects = 'inside';
      key = null;
    } else {
      endValue();
      if (mark === CLOSE_OBJECT && projects === 'inside' && depth === 3) endProject();
      if (mark !== COMMA) depth -= 1;
      if (depth === 1 && projects === 'inside') projects = 'after';
      if (depth < 0) isBroken = true;
    }
  };
  const takeText = (value: string | null): void => {
    text = value;
  };
  const write = (part: string): void => {
    const content = rest + part;
    rest = shorten(content.slice(readTokens(content, { takeMark, takeText, takeOther })));
  };
  return { write, end: () => !isBroken && depth === 0 && projects === 'after' };
}

interface Tokens {
  readonly takeMark: (mark: number) => void;
  readonly takeText: (text: string | null) => void;
  readonly takeOther: (code: number) => void;
}

/** Tells what JSON is made of, in its order; returns where a string begins that has not ended yet. */
function readTokens(content: string, { takeMark, takeText, takeOther }: Tokens): number {
  for (let index = 0; index < content.length; index += 1) {
    const code = content.charCodeAt(index);
    if (code === QUOTE) {
      const end = closingQuote(content, index + 1);
      if (end === -1) return index;
      takeText(unquote(content.slice(index + 1, end)));
      index = end;
    } else if (isMark(code)) takeMark(code);
    else if (code > SPACE) takeOther(code);
  }
  return content.length;
}

function isMark(code: number): boolean {
  if (code < OPEN_LIST) return code === COMMA || code === COLON;
  return code === OPEN_LIST || code === CLOSE_LIST || code === OPEN_OBJECT || code === CLOSE_OBJECT;
}

/** The quote that ends a string, from the first character in it on; -1 where it has not come yet. */
function closingQuote(content: string, start: number): number {
  for (let end = content.indexOf('"', start); end !== -1; end = content.indexOf('"', end + 1)) {
    if (!isEscaped(content, start, end)) return end;
  }
  return -1;
}

/** Whether an odd number of backslashes stands before `end`, in a string that begins at `start`. */
function isEscaped(content: string, start: number, end: number): boolean {
  let first = end;
  while (first > start && content.charCodeAt(first - 1) === BACKSLASH) first -= 1;
  return (end - first) % 2 === 1;
}

/** What has to be kept of a string that has not ended: of one that is far too long only that it is no name. */
function shorten(open: string): string {
  if (open.length <= LONGEST_STRING) return open;
  return isEscaped(open, 1, open.length) ? '"!\\' : '"!';
}

/** Names have no escapes; where a string has some all the same, they count. */
function unquote(content: string): string | null {
  if (!content.includes('\\')) return content;
  try {
    return String(JSON.parse(`"${content}"`));
  } catch {
    return null;
  }
}

/** The name that a link of a root page in HTML leads to (PEP 503): the last folder of its address. */
export function projectOfRootLink(href: string): NormalizedName | null {
  const path = href.split(/[?#]/, 1)[0] ?? '';
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return parseProjectName(path.slice(path.lastIndexOf('/', end - 1) + 1, end));
}
