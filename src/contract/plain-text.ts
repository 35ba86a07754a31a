/** Control characters (C0, DEL, C1), line separators, and what turns the direction of writing (UAX #9). */
const UNPRINTABLE = /[\p{Cc}\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/**
 * Text from outside as it may be shown among our words: on one line, and unable to command a terminal. Each character
 * that does more than stand there becomes U+FFFD.
 */
export function toPlainText(text: string): string {
  return text.replace(UNPRINTABLE, '\ufffd');
}
