import { Parser } from 'htmlparser2';

/** A value of a property list: what Apple's tools print as XML (https://www.apple.com/DTDs/PropertyList-1.0.dtd). */
export type PropertyValue =
  | string
  | number
  | boolean
  | readonly PropertyValue[]
  | { readonly [key: string]: PropertyValue };

interface OpenValue {
  readonly kind: string;
  readonly items: PropertyValue[];
  readonly keys: string[];
}

/** Reads a property list. Throws an `Error` for what is none. */
export function readPropertyList(xml: string): PropertyValue {
  const open: OpenValue[] = [{ kind: 'plist', items: [], keys: [] }];
  let text = '';
  const add = (value: PropertyValue): void => void open.at(-1)?.items.push(value);
  const parser = new Parser(
    {
      onopentag: (name) => {
        text = '';
        if (name === 'dict' || name === 'array') open.push({ kind: name, items: [], keys: [] });
      },
      ontext: (part) => {
        text += part;
      },
      onclosetag: (name) => {
        if (name === 'key') open.at(-1)?.keys.push(text);
        else if (name === 'integer' || name === 'real') add(Number(text));
        else if (name === 'true' || name === 'false') add(name === 'true');
        else if (name === 'string' || name === 'date' || name === 'data') add(text);
        else if (name === 'dict' || name === 'array') {
          const value = open.pop();
          if (value !== undefined) add(closed(value));
        }
        text = '';
      },
    },
    { xmlMode: true, decodeEntities: true },
  );
  parser.write(xml);
  parser.end();
  const [root] = open[0]?.items ?? [];
  if (root === undefined) throw new Error('it printed no property list');
  return root;
}

function closed({ kind, items, keys }: OpenValue): PropertyValue {
  if (kind === 'array') return items;
  return Object.fromEntries(keys.map((key, index) => [key, items[index] ?? '']));
}
