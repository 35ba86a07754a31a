import { type KeyboardEvent, useMemo, useState } from 'react';

interface RovingRows<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly isStop: (item: Item) => boolean;
  readonly scroller: HTMLElement | null;
}

/** One row at a time is in the Tab order; the arrow keys, Home and End move it. */
export function useRovingRows<Item>({ items, keyOf, isStop, scroller }: RovingRows<Item>) {
  const [active, setActive] = useState<string | null>(null);
  const activeIndex = useMemo(
    () =>
      active === null
        ? 0
        : Math.max(
            0,
            items.findIndex((item) => keyOf(item) === active),
          ),
    [items, keyOf, active],
  );
  const move = (event: KeyboardEvent, scrollTo: (index: number) => void): void => {
    const stops = items.flatMap((item, index) => (isStop(item) ? [index] : []));
    const next = nextStop(stops, activeIndex, event.key);
    const item = next === undefined ? undefined : items[next];
    if (next === undefined || item === undefined) return;
    event.preventDefault();
    setActive(keyOf(item));
    scrollTo(next);
    requestAnimationFrame(() => {
      scroller?.querySelector<HTMLElement>(`[data-index="${next}"] [data-stop]`)?.focus();
    });
  };
  return { activeIndex, setActive, move };
}

function nextStop(stops: readonly number[], from: number, key: string): number | undefined {
  switch (key) {
    case 'ArrowDown':
      return stops.find((index) => index > from);
    case 'ArrowUp':
      return stops.findLast((index) => index < from);
    case 'Home':
      return stops[0];
    case 'End':
      return stops.at(-1);
    default:
      return undefined;
  }
}
