/**
 * Sets of small whole numbers as bits: a project's versions by their place, newest first. Never changed once made; the
 * operands of one operation have the same length.
 */
export type Bits = Uint32Array;

const WORD = 32;

export function noBits(size: number): Bits {
  return new Uint32Array(Math.ceil(size / WORD));
}

export function allBits(size: number): Bits {
  const bits = noBits(size).fill(0xffffffff);
  const rest = size % WORD;
  if (rest > 0) bits[bits.length - 1] = 2 ** rest - 1;
  return bits;
}

export function bitsWhere(size: number, holds: (place: number) => boolean): Bits {
  const bits = noBits(size);
  for (let place = 0; place < size; place += 1) {
    if (holds(place)) bits[place >>> 5] = (bits[place >>> 5] ?? 0) | (1 << (place & 31));
  }
  return bits;
}

export function oneBit(size: number, place: number): Bits {
  const bits = noBits(size);
  bits[place >>> 5] = 1 << (place & 31);
  return bits;
}

export function hasBit(bits: Bits, place: number): boolean {
  return (((bits[place >>> 5] ?? 0) >>> (place & 31)) & 1) === 1;
}

export function both(left: Bits, right: Bits): Bits {
  const bits = new Uint32Array(left.length);
  for (let index = 0; index < left.length; index += 1) bits[index] = (left[index] ?? 0) & (right[index] ?? 0);
  return bits;
}

export function either(left: Bits, right: Bits): Bits {
  const bits = new Uint32Array(left.length);
  for (let index = 0; index < left.length; index += 1) bits[index] = (left[index] ?? 0) | (right[index] ?? 0);
  return bits;
}

export function without(left: Bits, right: Bits): Bits {
  const bits = new Uint32Array(left.length);
  for (let index = 0; index < left.length; index += 1)
    bits[index] = (left[index] ?? 0) & ~(right[index] ?? 0);
  return bits;
}

/** Whether every bit of `left` is in `right`. */
export function isInside(left: Bits, right: Bits): boolean {
  for (let index = 0; index < left.length; index += 1) {
    if (((left[index] ?? 0) & ~(right[index] ?? 0)) !== 0) return false;
  }
  return true;
}

export function areApart(left: Bits, right: Bits): boolean {
  for (let index = 0; index < left.length; index += 1) {
    if (((left[index] ?? 0) & (right[index] ?? 0)) !== 0) return false;
  }
  return true;
}

export function isEmpty(bits: Bits): boolean {
  return firstBit(bits) === null;
}

/** The only bit; `null` when there are several, or none. */
export function loneBit(bits: Bits): number | null {
  const first = firstBit(bits);
  if (first === null) return null;
  const at = first >>> 5;
  const word = bits[at] ?? 0;
  if ((word & (word - 1)) !== 0) return null;
  for (let index = at + 1; index < bits.length; index += 1) {
    if (bits[index] !== 0) return null;
  }
  return first;
}

/** The lowest bit from `start` on; `null` when there is none. */
export function firstBit(bits: Bits, start = 0): number | null {
  for (let index = start >>> 5; index < bits.length; index += 1) {
    let word = bits[index] ?? 0;
    if (index === start >>> 5) word &= -1 << (start & 31);
    if (word !== 0) return index * WORD + (31 - Math.clz32(word & -word));
  }
  return null;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word of bits) {
    for (; word !== 0; word &= word - 1) count += 1;
  }
  return count;
}

/** The places of the bits, lowest first. */
export function placesOf(bits: Bits): readonly number[] {
  const places: number[] = [];
  for (let place = firstBit(bits); place !== null; place = firstBit(bits, place + 1)) places.push(place);
  return places;
}
