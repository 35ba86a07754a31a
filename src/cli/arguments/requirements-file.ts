import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { refuse } from '../../contract/problem';

/** A line for the allowlist and where it came from. */
export interface SourceLine {
  readonly text: string;
  /** For a person: `requirements.txt, line 3`. */
  readonly origin: string;
}

/**
 * Reads the plain lines of a requirements file, with its comments and with the files that it names by `-r` in their
 * place (https://pip.pypa.io/en/stable/reference/requirements-file-format/). Lines that end with a backslash are joined
 * with the next. Every other option is refused, because leaving it out would change what is asked for.
 * Throws `requirements-file-unreadable`, which names file and line.
 */
export async function readRequirementsFile(
  path: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<readonly SourceLine[]> {
  return readNested(path, [], signal);
}

async function readNested(
  path: string,
  parents: readonly string[],
  signal: AbortSignal,
): Promise<readonly SourceLine[]> {
  const absolute = resolve(path);
  if (parents.includes(absolute)) {
    return refuse('requirements-file-unreadable', { path, reason: 'it asks for itself by "-r"' });
  }
  const lines: SourceLine[] = [];
  const faults: string[] = [];
  for (const { text, line } of joinLines(await readText(path, signal))) {
    const content = withoutComment(text);
    const nested = /^(?:-r\s*|--requirement(?:\s+|=))(.+)$/.exec(content)?.[1];
    const fault = faultOf(content);
    if (nested !== undefined) {
      const nestedPath = resolve(dirname(absolute), unquoted(nested));
      lines.push(...(await readNested(nestedPath, [...parents, absolute], signal)));
    } else if (fault !== null) {
      faults.push(`line ${line}, "${content}": ${fault}`);
    } else {
      lines.push({ text: text.trim(), origin: `"${path}", line ${line}` });
    }
  }
  if (faults.length > 0) refuse('requirements-file-unreadable', { path, reason: faults.join('; ') });
  return lines;
}

async function readText(path: string, signal: AbortSignal): Promise<string> {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path, { signal }));
    return text;
  } catch (error) {
    signal.throwIfAborted();
    return refuse('requirements-file-unreadable', { path, reason: readingFault(error) });
  }
}

const READING_FAULTS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'there is no permission to read it',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not text in UTF-8',
};

function readingFault(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return READING_FAULTS[code] ?? error.message;
}

interface NumberedLine {
  readonly text: string;
  /** Where it begins; counts from 1. */
  readonly line: number;
}

/** A comment ends a joined line, as in pip: what follows it starts anew. */
function joinLines(text: string): readonly NumberedLine[] {
  const joined: NumberedLine[] = [];
  let open: NumberedLine | null = null;
  for (const [index, source] of text.split(/\r\n|\r|\n/).entries()) {
    const begun: NumberedLine = open ?? { text: '', line: index + 1 };
    const isComment = /(^|\s)#/.test(source);
    if (source.endsWith('\\') && !isComment) {
      open = { ...begun, text: begun.text + source.slice(0, -1) };
    } else {
      joined.push({ ...begun, text: begun.text + (isComment && open !== null ? ` ${source}` : source) });
      open = null;
    }
  }
  if (open !== null) joined.push(open);
  while (joined.at(-1)?.text.trim() === '') joined.pop();
  return joined;
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '').trim();
}

const unquoted = (text: string): string => text.trim().replace(/^(["'])(.*)\1$/, '$2');

/** Why a line cannot go to the allowlist although pip would take it; `null` when it is a plain one. */
function faultOf(content: string): string | null {
  const option = /^(-[a-zA-Z]|--[a-z-]+)/.exec(content)?.[1];
  if (option !== undefined) {
    return NOT_SUPPORTED[option] ?? `the option "${option}" is not supported here; take it out of the file`;
  }
  const hash = /\s(--[a-z-]+)[=\s]/.exec(content)?.[1];
  if (hash !== undefined) {
    return `"${hash}" after a requirement is understood by: sandgrouse import DIR FILE`;
  }
  if (/^(\.{0,2}[/\\]|~\/|[a-z][a-z0-9+.-]*:\/\/)/i.test(content)) {
    return 'a path or an address cannot be mirrored from an index; name the project and a version instead';
  }
  return null;
}

const NO_EDITABLE = 'a project in a folder cannot be mirrored from an index; take the line out of the file';
const NO_CONSTRAINTS = 'name that file with --constraint, or take this one with: sandgrouse import DIR FILE';
const NO_INDEX = 'the index is chosen by --upstream; take the line out of the file';

const NOT_SUPPORTED: Readonly<Record<string, string>> = {
  '-e': NO_EDITABLE,
  '--editable': NO_EDITABLE,
  '-c': NO_CONSTRAINTS,
  '--constraint': NO_CONSTRAINTS,
  '-i': NO_INDEX,
  '--index-url': NO_INDEX,
  '--extra-index-url': NO_INDEX,
  '-f': NO_INDEX,
  '--find-links': NO_INDEX,
};
