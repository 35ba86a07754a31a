import { skipWhiteSpace, strip } from '../../python-packaging/white-space';

/**
 * A configuration file as Python's ConfigParser reads it for bandersnatch: `=` alone divides, keys keep their case, a
 * key stands once, values go on over indented lines, `%(NAME)s` inserts another value and `%%` is one `%`.
 */
export interface PythonConfig {
  /** Without `DEFAULT`, in their order. */
  readonly sections: readonly string[];
  /** The section's own keys, then those that it has from `[DEFAULT]`. Empty for a section that is not there. */
  keys(section: string): readonly string[];
  /** The value with its insertions; `null` where there is none. */
  get(section: string, key: string): ConfigValue | null;
}

export type ConfigValue =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly message: string };

export type ConfigResult =
  | { readonly ok: true; readonly config: PythonConfig }
  | { readonly ok: false; readonly line: number; readonly message: string };

type Options = Map<string, string>;

const DEFAULT_SECTION = 'DEFAULT';
const SECTION = /^\[(.+)\]/s;
/** As ConfigParser: deeper is taken for a circle. */
const DEEPEST_INSERTION = 10;
/** A few lines that insert each other could fill the memory. */
const LONGEST_VALUE = 1_000_000;

/** Reads a whole file. Of several faults the one that ConfigParser would name: a repetition, else the first. */
export function parsePythonConfig(text: string): ConfigResult {
  const reading: Reading = {
    sections: new Map(),
    defaults: new Map(),
    section: null,
    key: null,
    valueLines: [],
    indentation: 0,
    firstFault: null,
  };
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const found = readLine(reading, line, index + 1);
    if (found !== null) return found;
  }
  if (reading.firstFault !== null) return reading.firstFault;
  endValue(reading);
  return { ok: true, config: configOf(reading.sections, reading.defaults) };
}

type ConfigFault = Extract<ConfigResult, { ok: false }>;

/** Where the reading of a file stands: in which section, in which value, and how deep that one is indented. */
interface Reading {
  readonly sections: Map<string, Options>;
  readonly defaults: Options;
  section: Options | null;
  key: string | null;
  valueLines: string[];
  indentation: number;
  firstFault: ConfigFault | null;
}

/** Takes one line. A fault that is returned ends the file; others wait in `firstFault`. */
function readLine(reading: Reading, source: string, line: number): ConfigFault | null {
  const value = strip(source);
  if (value.startsWith('#') || value.startsWith(';')) return null;
  if (value === '') {
    if (reading.key !== null) reading.valueLines.push('');
    return null;
  }
  const indentation = skipWhiteSpace(source, 0);
  if (reading.key !== null && indentation > reading.indentation) {
    reading.valueLines.push(value);
    return null;
  }
  reading.indentation = indentation;
  const header = SECTION.exec(value)?.[1];
  return header === undefined ? beginValue(reading, value, line) : beginSection(reading, header, line);
}

function endValue(reading: Reading): void {
  if (reading.key !== null) {
    const text = reading.valueLines.join('\n');
    // Blank lines at the end are none of the value's.
    reading.section?.set(reading.key, strip(`.${text}`).slice(1));
  }
  reading.key = null;
  reading.valueLines = [];
}

function beginSection(reading: Reading, name: string, line: number): ConfigFault | null {
  endValue(reading);
  if (name === DEFAULT_SECTION) {
    reading.section = reading.defaults;
    return null;
  }
  if (reading.sections.has(name)) return fault(line, `the section "${name}" is there already`);
  reading.section = new Map();
  reading.sections.set(name, reading.section);
  return null;
}

function beginValue(reading: Reading, text: string, line: number): ConfigFault | null {
  if (reading.section === null) return fault(line, 'a section such as "[mirror]" has to come first');
  const divider = text.indexOf('=');
  if (divider < 0) {
    reading.firstFault ??= fault(line, `"${text}" is neither a section nor a key with "=" and a value`);
    return null;
  }
  const key = strip(text.slice(0, divider));
  if (key === '') reading.firstFault ??= fault(line, 'there is no key before "="');
  endValue(reading);
  if (reading.section.has(key)) return fault(line, `the key "${key}" is there already in this section`);
  // It has its place among the keys now, and its value when that ends.
  reading.section.set(key, '');
  reading.key = key === '' ? null : key;
  reading.valueLines = [strip(text.slice(divider + 1))];
  return null;
}

const fault = (line: number, message: string): ConfigFault => ({ ok: false, line, message });

function configOf(sections: ReadonlyMap<string, Options>, defaults: Options): PythonConfig {
  return {
    sections: [...sections.keys()],
    keys: (section) => {
      const options = sections.get(section);
      return options === undefined ? [] : [...new Set([...options.keys(), ...defaults.keys()])];
    },
    get: (section, key) => {
      const options = sections.get(section);
      if (options === undefined) return null;
      const raw = (name: string): string | undefined => options.get(name) ?? defaults.get(name);
      const text = raw(key);
      if (text === undefined) return null;
      try {
        return { ok: true, text: insert(text, raw, { depth: 1, left: LONGEST_VALUE }) };
      } catch (error) {
        if (error instanceof InsertionError) return { ok: false, message: error.message };
        throw error;
      }
    },
  };
}

const TOO_LONG = 'with its insertions by "%(…)s", if it has any, it is longer than 1,000,000 characters';

class InsertionError extends Error {}

/** `left`: how many characters may still come, over the whole value. */
function insert(
  text: string,
  raw: (name: string) => string | undefined,
  budget: { readonly depth: number; left: number },
): string {
  if (budget.depth > DEEPEST_INSERTION)
    throw new InsertionError('its insertions by "%(…)s" go round in a circle, or more than ten levels deep');
  budget.left -= text.length + 1;
  if (budget.left < 0) throw new InsertionError(TOO_LONG);
  return text.replace(/%(?:%|\(([^)]+)\)s|)/g, (found: string, name: string | undefined, offset: number) => {
    if (found === '%%') return '%';
    if (name === undefined) {
      const rest = text.slice(offset, offset + 20);
      throw new InsertionError(
        `"%" has to be written "%%" or to begin an insertion such as "%(name)s", at "${rest}"`,
      );
    }
    const value = raw(name);
    if (value === undefined) throw new InsertionError(`"${found}" inserts a key that is not there`);
    if (!value.includes('%')) {
      budget.left -= value.length;
      if (budget.left < 0) throw new InsertionError(TOO_LONG);
      return value;
    }
    const inner = { depth: budget.depth + 1, left: budget.left };
    const inserted = insert(value, raw, inner);
    budget.left = inner.left;
    return inserted;
  });
}
