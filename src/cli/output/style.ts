/** Colours and weights for a terminal; every function gives its text back unchanged where there are none. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

/** Select Graphic Rendition codes of ECMA-48: begin and end. */
const sgr =
  (begin: number, end: number, isOn: boolean) =>
  (text: string): string =>
    isOn ? `\u001b[${begin}m${text}\u001b[${end}m` : text;

export function createStyle(hasColour: boolean): Style {
  return {
    bold: sgr(1, 22, hasColour),
    dim: sgr(2, 22, hasColour),
    red: sgr(31, 39, hasColour),
    yellow: sgr(33, 39, hasColour),
    green: sgr(32, 39, hasColour),
  };
}

/** No colour into a file or pipe, on a dumb terminal, or where NO_COLOR is set and not empty (no-color.org). */
export function wantsColour(
  isTerminal: boolean,
  variables: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTerminal && !variables.NO_COLOR && variables.TERM !== 'dumb';
}
