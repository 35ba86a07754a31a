/** Control characters (C0, DEL, C1), line separators, and what turns the direction of writing (UAX #9). */
const UNPRINTABLE = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** Longer than any hash, and than the names that anybody gives. */
const LONG_NAME = /[\p{L}\p{N}._-]{161,}/gu;
const SHOWN_CHARACTERS = 100;

/** Text in which no name is longer than a person reads: of one that is made to fill the screen, the beginning stands. */
export function shortenNames(text: string): string {
  return text.replace(LONG_NAME, (name) => `${[...name].slice(0, SHOWN_CHARACTERS).join('')}…`);
}

/**
 * Text from outside as it may be shown among our words: on one line, and unable to command a terminal. Each character
 * that does more than stand there becomes U+FFFD.
 */
export function toPlainText(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}
