/** A whole number of any size: a `bigint` where a `number` is not exact. `<` and `===` work on any two of them. */
export type Numeral = number | bigint;

/** Expects decimal digits without leading zeros. */
export function numeralOf(digits: string): Numeral {
  const value = Number(digits);
  return Number.isSafeInteger(value) ? value : BigInt(digits);
}

export function withoutLeadingZeros(digits: string): string {
  if (digits.charCodeAt(0) !== 0x30 || digits.length === 1) return digits;
  return digits.replace(/^0+(?=.)/, '');
}

/** The lowest character that `rankDigits` begins with is above this one: it ends a sequence of ranks. */
export const RANK_END = ' ';

/**
 * A text that sorts among other such texts as the number does among numbers: a longer number is a larger one, so its
 * length goes first, as one character. No such text is the beginning of another. Expects no leading zeros.
 */
export function rankDigits(digits: string): string {
  return String.fromCharCode(RANK_END.charCodeAt(0) + digits.length) + digits;
}
