export type ShellWordsResult =
  | { readonly ok: true; readonly words: readonly string[] }
  | { readonly ok: false; readonly message: string };

/** A stretch of a word: plain text, an escaped character, a quoted text; or what is left open. */
const PIECE = /([^ \t\r\n'"\\]+)|\\([\s\S])|'([^']*)'|"([^"\\]*(?:\\[\s\S][^"\\]*)*)"|(['"\\])/y;

/** Splits a text into words by the rules of a shell, as Python's `shlex.split` does. */
export function splitShellWords(text: string): ShellWordsResult {
  const words: string[] = [];
  const blanks = /[ \t\r\n]*/y;
  let position = 0;
  for (;;) {
    blanks.lastIndex = position;
    blanks.exec(text);
    position = blanks.lastIndex;
    if (position >= text.length) return { ok: true, words };
    let word = '';
    for (;;) {
      PIECE.lastIndex = position;
      const match = PIECE.exec(text);
      if (match === null) break;
      const [, plain, escaped, single, double, open] = match;
      if (open !== undefined) return { ok: false, message: faultOf(open) };
      word += plain ?? escaped ?? single ?? withoutEscapes(double ?? '');
      position = PIECE.lastIndex;
    }
    words.push(word);
  }
}

/** Between double quotes a backslash keeps standing unless it escapes a quote or a backslash. */
function withoutEscapes(quoted: string): string {
  return quoted.replace(/\\(["\\])/g, '$1');
}

function faultOf(open: string): string {
  return open === '\\'
    ? 'the backslash at the end escapes nothing'
    : `the quotation mark ${open} is not closed`;
}
