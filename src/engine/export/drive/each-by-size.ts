import { eachAtOnce } from '../../files/at-once';

/** Small files wait for the drive, file by file, rather than for its speed. */
const SMALL_BYTES = 1 << 20;
const SMALL_AT_ONCE = 8;

/**
 * Does the work for files of one drive: several small ones at once, large ones one after another, since reading two of
 * them at once makes neither faster. The first failure ends it, as `eachAtOnce` has it.
 */
export async function eachBySize<Item>(
  items: readonly Item[],
  sizeOf: (item: Item) => number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const isSmall = (item: Item): boolean => sizeOf(item) <= SMALL_BYTES;
  await eachAtOnce(items.filter(isSmall), SMALL_AT_ONCE, work);
  for (const item of items) if (!isSmall(item)) await work(item);
}
