import { describe, expect, it } from 'vitest';
import { EMPTY_TALLY, type PlanProjectRow } from '../../../../contract/plan-summary';
import { layOutSizes } from './lay-out-sizes';

const row = (project: string, toFetch: number, present = 0): PlanProjectRow => ({
  project,
  indexUrl: null,
  requirements: [],
  requiredBy: [],
  targets: [],
  versions: 1,
  toFetch: { files: 1, bytes: toFetch, filesOfUnknownSize: 0 },
  present: { files: 1, bytes: present, filesOfUnknownSize: 0 },
  toRemove: EMPTY_TALLY,
  leftOutFiles: 0,
});
const BOX = { width: 800, height: 400 };

describe('the map of sizes', () => {
  it('has fields as large as what the mirror will hold, the largest first', () => {
    const tiles = layOutSizes([row('small', 100, 0), row('large', 100, 200), row('empty', 0)], BOX);
    expect(tiles.map((tile) => [tile.row?.project, tile.bytes])).toEqual([
      ['large', 300],
      ['small', 100],
    ]);
    const [large, small] = tiles.map(({ width, height }) => width * height);
    expect((large ?? 0) / (small ?? 1)).toBeCloseTo(3, 0);
    expect(tiles[0]?.toFetchShare).toBeCloseTo(1 / 3);
  });

  it('keeps every field inside the box', () => {
    const tiles = layOutSizes(
      Array.from({ length: 50 }, (_, number) => row(`p${number}`, 10 + number)),
      BOX,
    );
    expect(tiles).toHaveLength(50);
    for (const { left, top, width, height } of tiles) {
      expect(left + width).toBeLessThanOrEqual(BOX.width);
      expect(top + height).toBeLessThanOrEqual(BOX.height);
      expect(Math.min(left, top, width, height)).toBeGreaterThanOrEqual(0);
    }
  });

  it('puts what is too small to be seen together', () => {
    const many = Array.from({ length: 100_000 }, (_, number) => row(`p${number}`, number < 10 ? 1e9 : 1000));
    const tiles = layOutSizes(many, BOX);
    expect(tiles).toHaveLength(11);
    expect(tiles.at(-1)).toMatchObject({ row: null, projects: 99_990, bytes: 99_990_000, toFetchShare: 1 });
  });

  it('is empty where nothing has a size or there is no room', () => {
    expect(layOutSizes([row('empty', 0)], BOX)).toEqual([]);
    expect(layOutSizes([row('large', 9)], { width: 0, height: 10 })).toEqual([]);
  });
});
