/** A fault in a text: what is wrong, and where, as offsets of UTF-16 units; `end` is exclusive. */
export interface SyntaxFault {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}
