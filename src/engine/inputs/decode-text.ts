import { type InputPlace, refuseInput } from './input-place';

const BYTE_ORDER_MARKS = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
] as const;

/** Python's names for encodings that the decoder here knows by another. */
const PYTHON_ENCODINGS: Readonly<Record<string, string>> = {
  'latin-1': 'latin1',
  'utf-8-sig': 'utf-8',
  'mac-roman': 'macintosh',
};

/** PEP 263, in one of the first two lines. */
const DECLARATION = /^[^\n]*?coding[:=]\s*([-\w.]+)/;

/**
 * The text of a file as pip decodes it: by its byte order mark, by a comment such as `# -*- coding: latin-1 -*-` in one
 * of its first two lines, else as UTF-8. Throws `input-invalid` for bytes that are no text in that encoding.
 */
export function decodeText(content: Uint8Array, at: InputPlace): string {
  const mark = BYTE_ORDER_MARKS.find(({ bytes }) => bytes.every((byte, index) => content[index] === byte));
  if (mark !== undefined) return decode(content.subarray(mark.bytes.length), mark.encoding, at);
  return decode(content, declaredEncoding(content) ?? 'utf-8', at);
}

function declaredEncoding(content: Uint8Array): string | null {
  const start = Buffer.from(content.subarray(0, 1000)).toString('latin1');
  for (const line of start.split(/\r\n|\r|\n/).slice(0, 2)) {
    const name = line.startsWith('#') ? DECLARATION.exec(line)?.[1] : undefined;
    if (name === undefined) continue;
    const written = name.toLowerCase().replaceAll('_', '-');
    return PYTHON_ENCODINGS[written] ?? written.replace(/^cp(125[0-8]|874)$/, 'windows-$1');
  }
  return null;
}

function decode(content: Uint8Array, encoding: string, at: InputPlace): string {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch (error) {
    const isUnknown = error instanceof RangeError;
    return refuseInput(
      at,
      isUnknown
        ? `its encoding "${encoding}" is not known; save it as UTF-8`
        : `it is not text in the encoding ${encoding}; save it as UTF-8`,
    );
  }
}
