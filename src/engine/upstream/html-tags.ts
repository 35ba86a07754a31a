import { Tokenizer } from 'htmlparser2';

/** What is of interest in a page: tags as they open, with some of their attributes. */
export interface TagReader {
  readonly write: (part: string) => void;
  readonly end: () => void;
}

/** Attributes by their names in lower case; the first of a name counts, as in browsers. */
export type TakeTag = (tag: string, attributes: Readonly<Record<string, string>>) => void;

/** Of what stands between two marks no more is looked at: no tag, attribute or address is as long. */
const LONGEST_TOKEN = 65_536;

const SHORTEST_PART = 16_384;

/**
 * Tells the opening tags of the given names, with the given attributes, while HTML comes in parts of any length. Which tag
 * stands in which is of no interest here, and is not kept: for a page that opens tags and never closes them, a parser
 * that keeps it needs time by the square of its length.
 */
export function createTagReader(
  { tags, attributes }: { readonly tags: ReadonlySet<string>; readonly attributes: ReadonlySet<string> },
  take: TakeTag,
): TagReader {
  let text = '';
  /** Where `text` begins in the page. */
  let startsAt = 0;
  let tag: string | null = null;
  let found: Record<string, string> = {};
  let name: string | null = null;
  let value = '';
  const slice = (start: number, end: number): string =>
    start < startsAt || end - start > LONGEST_TOKEN ? '' : text.slice(start - startsAt, end - startsAt);
  const addValue = (more: string): void => {
    if (name !== null && value.length <= LONGEST_TOKEN) value += more;
  };
  const endTag = (): void => {
    if (tag !== null) take(tag, found);
    tag = null;
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true, xmlMode: false },
    {
      onopentagname: (start, end) => {
        const opened = slice(start, end).toLowerCase();
        tag = tags.has(opened) ? opened : null;
        found = {};
      },
      onattribname: (start, end) => {
        const attribute = tag === null ? '' : slice(start, end).toLowerCase();
        name = attributes.has(attribute) && !Object.hasOwn(found, attribute) ? attribute : null;
        value = '';
      },
      onattribdata: (start, end) => {
        // What is cut off would lead elsewhere.
        if (end - start > LONGEST_TOKEN) name = null;
        else addValue(slice(start, end));
      },
      onattribentity: (codePoint) => addValue(String.fromCodePoint(codePoint)),
      onattribend: () => {
        if (name !== null && value.length <= LONGEST_TOKEN) found[name] = value;
        name = null;
      },
      onopentagend: endTag,
      onselfclosingtag: endTag,
      ...IGNORED,
    },
  );
  return gathered({
    write: (part) => {
      const kept = text.slice(-LONGEST_TOKEN);
      startsAt += text.length - kept.length;
      text = kept + part;
      tokenizer.write(part);
    },
    end: () => tokenizer.end(),
  });
}

/** What comes in smaller parts is gathered: each costs a copy of what is kept, and upstream can send byte by byte. */
function gathered({ write, end }: TagReader): TagReader {
  let waiting = '';
  return {
    write: (part) => {
      waiting += part;
      if (waiting.length < SHORTEST_PART) return;
      write(waiting);
      waiting = '';
    },
    end: () => {
      write(waiting);
      end();
    },
  };
}

const nothing = (): void => undefined;
const IGNORED = {
  oncdata: nothing,
  onclosetag: nothing,
  oncomment: nothing,
  ondeclaration: nothing,
  onend: nothing,
  onprocessinginstruction: nothing,
  ontext: nothing,
  ontextentity: nothing,
};
