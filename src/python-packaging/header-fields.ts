/** The head of a text in the form of RFC 822, as METADATA and PKG-INFO have it, and the body behind the blank line. */
export interface HeaderFields {
  /** Values by the field's name in lower case, in their order. A folded value keeps its line breaks. */
  readonly valuesByName: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/y;
const FIELD = /^([!-9;-~]+)[ \t]*:[ \t]*(.*)$/s;

/** Like Python's `email`: the first line that is neither a field nor the continuation of one begins the body. */
export function readHeaderFields(text: string): HeaderFields {
  const values = new Map<string, string[]>();
  let latest: string[] | null = null;
  let position = text.startsWith('\ufeff') ? 1 : 0;
  while (position < text.length) {
    LINE.lastIndex = position;
    const line = LINE.exec(text)?.[1] ?? '';
    const next = LINE.lastIndex;
    if (line === '') return { valuesByName: values, body: text.slice(next) };
    const field = FIELD.exec(line);
    if (/^[ \t]/.test(line)) {
      if (latest !== null) latest.push(`${latest.pop() ?? ''}\n${line}`);
    } else if (field === null) {
      break;
    } else {
      latest = values.get((field[1] ?? '').toLowerCase()) ?? [];
      latest.push(field[2] ?? '');
      values.set((field[1] ?? '').toLowerCase(), latest);
    }
    position = next;
  }
  return { valuesByName: values, body: text.slice(position) };
}
