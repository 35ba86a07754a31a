import { hierarchy, treemap, treemapSquarify } from 'd3-hierarchy';
import type { PlanProjectRow } from '../../../../contract/plan-summary';

/** A field of the map, in pixels. */
export interface SizeTile {
  /** `null`: all that are too small to be seen. */
  readonly row: PlanProjectRow | null;
  readonly projects: number;
  readonly bytes: number;
  /** 0 to 1: how much of it is still to be fetched. */
  readonly toFetchShare: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

interface Box {
  readonly width: number;
  readonly height: number;
}

type Content = Pick<SizeTile, 'row' | 'projects' | 'bytes' | 'toFetchShare'>;
interface Node {
  readonly content: Content | null;
  readonly children: readonly Content[];
}

/** As many as can be told apart. */
const MOST_TILES = 60;
/** A smaller project goes to the others: no finger or pointer finds it. */
const SMALLEST_SHARE = 1 / 1000;

/** What the mirror will hold of these projects, as fields that are as large as the files; the largest first. */
export function layOutSizes(rows: readonly PlanProjectRow[], { width, height }: Box): readonly SizeTile[] {
  const contents = chooseContents(rows);
  if (contents.length === 0 || width <= 0 || height <= 0) return [];
  const root = hierarchy<Node>({ content: null, children: contents }, ({ children }) =>
    children.map((content) => ({ content, children: [] })),
  ).sum(({ content }) => content?.bytes ?? 0);
  const layOut = treemap<Node>()
    .size([width, height])
    .tile(treemapSquarify.ratio(1.3))
    .paddingInner(3)
    .round(true);
  return layOut(root)
    .leaves()
    .flatMap(({ data, x0, y0, x1, y1 }) =>
      data.content === null ? [] : [{ ...data.content, left: x0, top: y0, width: x1 - x0, height: y1 - y0 }],
    );
}

function chooseContents(rows: readonly PlanProjectRow[]): readonly Content[] {
  const sized = rows
    .map((row) => ({ row, bytes: row.toFetch.bytes + row.present.bytes }))
    .filter(({ bytes }) => bytes > 0)
    .sort((left, right) => right.bytes - left.bytes);
  const all = sized.reduce((sum, { bytes }) => sum + bytes, 0);
  const large = sized.slice(0, MOST_TILES).filter(({ bytes }) => bytes >= all * SMALLEST_SHARE);
  const small = sized.slice(large.length);
  const tiles = large.map(({ row, bytes }) => ({
    row,
    projects: 1,
    bytes,
    toFetchShare: row.toFetch.bytes / bytes,
  }));
  if (small.length === 0) return tiles;
  const bytes = small.reduce((sum, one) => sum + one.bytes, 0);
  const toFetchBytes = small.reduce((sum, one) => sum + one.row.toFetch.bytes, 0);
  return [...tiles, { row: null, projects: small.length, bytes, toFetchShare: toFetchBytes / bytes }];
}
