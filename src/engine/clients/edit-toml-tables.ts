import { isDeepStrictEqual } from 'node:util';
import { parse } from 'smol-toml';
import type { Edited } from './edited';

/** An array of tables, of which one shall stay. */
export interface TableEdit {
  /** Such as `tool.poetry.source`. */
  readonly path: readonly string[];
  /** The lines of the one table, below its head. */
  readonly lines: readonly string[];
  /** Keys beside it, or in a table beside it, that lead to further indexes. */
  readonly competing: readonly (readonly string[])[];
}

type Table = Readonly<Record<string, unknown>>;

/**
 * Makes one table the only one of its array: one of the same name is replaced, others become comments, everything else
 * stays as it is, comments and order too. What came out is read again, and refused where anything else has changed.
 */
export function editTomlTables(text: string, edit: TableEdit): Edited {
  const before = read(text);
  if (before === null) return { reason: 'it is no TOML' };
  const found = edit.competing.find((path) => lookUp(before, path) !== undefined);
  if (found !== undefined) {
    return { reason: `"${found.join('.')}" leads to another index; take it out first` };
  }
  const head = `[[${edit.path.join('.')}]]`;
  const ours = [head, ...edit.lines];
  const [table] = lookUp(read(ours.join('\n')) ?? {}, edit.path) as readonly Table[];
  if (table === undefined) return { reason: 'there is nothing to write' };
  if (isDeepStrictEqual(lookUp(before, edit.path), [table])) return { text };
  const after = replaceBlocks(text, edit.path, ours, String(table.name));
  const expected = withValue(before, edit.path, [table]);
  if (!isDeepStrictEqual(read(after), expected)) {
    return {
      reason: `its "${edit.path.join('.')}" is written in a way that cannot be changed without changing more`,
    };
  }
  return { text: after };
}

function replaceBlocks(text: string, path: readonly string[], ours: readonly string[], name: string): string {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const blocks = findBlocks(lines, path);
  const own = blocks.find(({ first, end }) => isNamed(lines.slice(first + 1, end), name)) ?? null;
  const result: string[] = [];
  let at = 0;
  for (const block of blocks) {
    result.push(...lines.slice(at, block.first));
    const old = lines.slice(block.first, block.end);
    if (block === own) result.push(...ours);
    else result.push(...old.map((line) => (line.trim() === '' ? line : `# ${line}`)));
    at = block.end;
  }
  result.push(...lines.slice(at));
  if (own === null) result.push(...(result.length === 0 || result.at(-1) === '' ? [] : ['']), ...ours);
  return `${result.join('\n')}\n`;
}

function findBlocks(
  lines: readonly string[],
  path: readonly string[],
): readonly { readonly first: number; readonly end: number }[] {
  const heads = lines.flatMap((line, at) => {
    const name = /^\s*\[\[?\s*([^[\]]+?)\s*\]\]?\s*(?:#.*)?$/.exec(line)?.[1];
    return name === undefined ? [] : [{ at, name: name.replace(/\s*\.\s*/g, '.').replace(/["']/g, '') }];
  });
  return heads.flatMap(({ at, name }, place) => {
    if (name !== path.join('.')) return [];
    let end = heads[place + 1]?.at ?? lines.length;
    // What stands above the next head belongs to that.
    while (end > at + 1 && /^\s*(?:#|$)/.test(lines[end - 1] ?? '')) end -= 1;
    return [{ first: at, end }];
  });
}

const isNamed = (lines: readonly string[], name: string): boolean => read(lines.join('\n'))?.name === name;

function read(text: string): Table | null {
  try {
    return parse(text);
  } catch {
    return null;
  }
}

const isTable = (value: unknown): value is Table =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function lookUp(table: Table, [key = '', ...more]: readonly string[]): unknown {
  const value = table[key];
  return more.length === 0 ? value : isTable(value) ? lookUp(value, more) : undefined;
}

/** Tables as the parser makes them: without a prototype. */
function withValue(table: Table, [key = '', ...more]: readonly string[], value: unknown): Table {
  const inner = table[key];
  const changed = more.length === 0 ? value : withValue(isTable(inner) ? inner : {}, more, value);
  return Object.assign(Object.create(null), table, { [key]: changed }) as Table;
}
