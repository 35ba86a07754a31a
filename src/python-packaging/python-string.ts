const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '',
  '\r': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const ESCAPE = /\\(?:\r\n|[0-7]{1,3}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[\s\S]?)/g;

/**
 * What the inside of a quoted string means in Python, whose literals PEP 508 took over; `null` when Python refuses it.
 * Names of characters (`\N{…}`) are refused as well: nobody writes them here.
 */
export function decodePythonString(inside: string): string | null {
  if (/[\n\r\0]/.test(inside.replace(ESCAPE, ''))) return null;
  let isValid = true;
  const decoded = inside.replace(ESCAPE, (sequence) => {
    const meaning = decodeEscape(sequence);
    isValid &&= meaning !== null;
    return meaning ?? '';
  });
  return isValid ? decoded : null;
}

function decodeEscape(sequence: string): string | null {
  const letter = sequence.charAt(1);
  if (/[0-7]/.test(letter)) return String.fromCodePoint(Number.parseInt(sequence.slice(1), 8));
  if (/[xuU]/.test(letter) && sequence.length > 2) {
    const code = Number.parseInt(sequence.slice(2), 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : null;
  }
  // A backslash at the end, or the beginning of a longer escape that did not go on.
  if (letter === '' || 'xuUN\0'.includes(letter)) return null;
  return SIMPLE_ESCAPES[letter] ?? sequence;
}
