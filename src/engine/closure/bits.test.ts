import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allBits,
  areApart,
  bitsWhere,
  both,
  countBits,
  either,
  firstBit,
  hasBit,
  isEmpty,
  isInside,
  noBits,
  oneBit,
  placesOf,
  without,
} from './bits';

const SIZE = 100;
const sets = fc.uniqueArray(fc.integer({ min: 0, max: SIZE - 1 })).map((places) => new Set(places));
const bitsOf = (set: ReadonlySet<number>) => bitsWhere(SIZE, (place) => set.has(place));
const sorted = (set: Iterable<number>) => [...set].sort((left, right) => left - right);

describe('bits', () => {
  it('are sets of whole numbers', () => {
    fc.assert(
      fc.property(sets, sets, (left, right) => {
        const [a, b] = [bitsOf(left), bitsOf(right)];
        expect(placesOf(a)).toEqual(sorted(left));
        expect(placesOf(both(a, b))).toEqual(sorted(left).filter((place) => right.has(place)));
        expect(placesOf(either(a, b))).toEqual(sorted(new Set([...left, ...right])));
        expect(placesOf(without(a, b))).toEqual(sorted(left).filter((place) => !right.has(place)));
        expect(isInside(a, b)).toBe([...left].every((place) => right.has(place)));
        expect(areApart(a, b)).toBe([...left].every((place) => !right.has(place)));
        expect(countBits(a)).toBe(left.size);
        expect(isEmpty(a)).toBe(left.size === 0);
        expect(firstBit(a)).toBe(sorted(left)[0] ?? null);
      }),
    );
  });

  it('know their edges', () => {
    for (const size of [1, 31, 32, 33, 64, 65]) {
      expect(placesOf(allBits(size))).toHaveLength(size);
      expect(isEmpty(noBits(size))).toBe(true);
      expect(hasBit(oneBit(size, size - 1), size - 1)).toBe(true);
      expect(firstBit(oneBit(size, size - 1), size - 1)).toBe(size - 1);
      expect(firstBit(oneBit(size, 0), 1)).toBeNull();
    }
  });
});
