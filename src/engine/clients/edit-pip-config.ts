import type { Edited } from './edited';

/** Keys by which pip is led to further indexes, or away from ours, in whatever section they stand. */
const COMPETING = new Set(['index-url', 'pypi-url', 'extra-index-url', 'find-links', 'no-index']);
const SECTION = 'global';

interface Entry {
  readonly section: string;
  readonly key: string;
  /** Lines from `first` up to `end`. */
  readonly first: number;
  end: number;
}

interface Layout {
  readonly entries: readonly Entry[];
  /** The line of each section's head, by name. */
  readonly sections: ReadonlyMap<string, number>;
}

/**
 * Puts settings into pip's configuration file, as ConfigParser reads it: each in its place, what leads to other indexes
 * turned into comments, everything else as it was (https://pip.pypa.io/en/stable/topics/configuration/).
 */
export function editPipConfig(text: string, settings: readonly (readonly [string, string])[]): Edited {
  const lines = text === '' ? [] : text.replace(/\n$/, '').split('\n');
  const layout = readLayout(lines);
  if ('reason' in layout) return layout;
  const wanted = new Map(settings);
  const result: (string | null)[] = [...lines];
  for (const { section, key, first, end } of layout.entries) {
    const value = wanted.get(key);
    if (section === SECTION && value !== undefined) {
      wanted.delete(key);
      if (readValue(lines.slice(first, end)) === value) continue;
      result[first] = `${key} = ${value}`;
      result.fill(null, first + 1, end);
    } else if (COMPETING.has(key)) {
      for (let at = first; at < end; at += 1) result[at] = `# ${lines[at] ?? ''}`;
    }
  }
  const added = [...wanted].map(([key, value]) => `${key} = ${value}`);
  const head = layout.sections.get(SECTION);
  if (added.length > 0 && head === undefined) {
    result.push(...(lines.length === 0 ? [] : ['']), `[${SECTION}]`, ...added);
  } else if (head !== undefined) result.splice(head + 1, 0, ...added);
  return { text: `${result.filter((line) => line !== null).join('\n')}\n` };
}

const readValue = ([first = '', ...more]: readonly string[]): string =>
  [first.slice(first.search(/[=:]/) + 1), ...more].join('\n').trim();

function readLayout(lines: readonly string[]): Layout | { readonly reason: string } {
  const entries: Entry[] = [];
  const sections = new Map<string, number>();
  let section: string | null = null;
  let open: Entry | null = null;
  for (const [at, line] of lines.entries()) {
    const fault = (what: string) => ({ reason: `line ${at + 1} ${what}` });
    if (/^\s*(?:[#;]|$)/.test(line)) continue;
    if (/^\s/.test(line)) {
      if (open === null) return fault('goes on with a value that never began');
      open.end = at + 1;
      continue;
    }
    const head = /^\[([^\]]+)\]/.exec(line)?.[1];
    if (head !== undefined) {
      if (sections.has(head)) return fault(`begins [${head}] a second time`);
      sections.set(head, at);
      [section, open] = [head, null];
      continue;
    }
    const name = /^([^=:]+?)\s*[=:]/.exec(line)?.[1];
    if (name === undefined || section === null) return fault('is neither a section nor a setting in one');
    const key = name.toLowerCase().replaceAll('_', '-').replace(/^--/, '');
    if (entries.some((entry) => entry.section === section && entry.key === key)) {
      return fault(`sets "${key}" a second time`);
    }
    open = { section, key, first: at, end: at + 1 };
    entries.push(open);
  }
  return { entries, sections };
}
