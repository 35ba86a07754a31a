import { defaultRangeExtractor, type Range, useVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useCallback, useState } from 'react';
import { useRovingRows } from './use-roving-rows';
import './virtual-table.css';

export interface VirtualTableProps<Item> {
  readonly label: string;
  readonly className: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** In pixels at normal size. */
  readonly heightOf: (item: Item) => number;
  readonly rowClassOf: (item: Item) => string;
  /** Whether the arrow keys stop at this row: it then holds an element with `data-stop`. */
  readonly isStop: (item: Item) => boolean;
  readonly empty: string;
  readonly header?: ReactNode;
  /** The cells of a row. */
  readonly renderCells: (item: Item, tabIndex: number) => ReactNode;
}

/**
 * A table of which only the rows in sight exist. It is one stop for the Tab key; inside it the arrow keys, Home and
 * End go from row to row, past what is not drawn yet. Where no row is a stop, the box itself is one, and scrolls.
 */
export function VirtualTable<Item>(props: VirtualTableProps<Item>) {
  const { items, label, header, empty } = props;
  // State rather than a ref: the rows have to be drawn again once the box is there to be measured.
  const [scroller, setScroller] = useState<HTMLDivElement | null>(null);
  const boxTabIndex = items.some(props.isStop) ? -1 : 0;
  return (
    <div className={`panel virtual-table ${props.className}`}>
      <div ref={setScroller} className="virtual-scroller" tabIndex={boxTabIndex}>
        <table aria-label={label} aria-rowcount={items.length + (header === undefined ? 0 : 1)}>
          {header === undefined ? null : (
            <thead>
              <tr aria-rowindex={1}>{header}</tr>
            </thead>
          )}
          <Rows {...props} scroller={scroller} />
        </table>
        {items.length === 0 ? <div className="virtual-empty soft">{empty}</div> : null}
      </div>
    </div>
  );
}

interface RowsProps<Item> extends VirtualTableProps<Item> {
  readonly scroller: HTMLDivElement | null;
}

function Rows<Item>(props: RowsProps<Item>) {
  const { items, keyOf, heightOf, scroller } = props;
  const roving = useRovingRows(props);
  // The rows are measured anew whenever this is another function: with other items, and not at every turn of the wheel.
  // Numbers, because 100,000 names would be looked up among sizes that nobody has measured.
  const getItemKey = useCallback((index: number) => (index < items.length ? index : -1), [items]);
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller,
    estimateSize: (index) => at(items, index, heightOf, 40),
    getItemKey,
    overscan: 8,
    // The row that the Tab key leads to must exist even when it is out of sight.
    rangeExtractor: (range: Range) =>
      [...new Set([...defaultRangeExtractor(range), roving.activeIndex])]
        .filter((index) => index < items.length)
        .sort((left, right) => left - right),
  });
  return (
    <tbody
      style={{ height: virtualizer.getTotalSize() }}
      onClick={pressRow}
      onKeyDown={(event) => roving.move(event, (index) => virtualizer.scrollToIndex(index))}
    >
      {virtualizer.getVirtualItems().map(({ index, start, size }) => {
        const item = items[index];
        if (item === undefined) return null;
        return (
          <tr
            key={keyOf(item)}
            aria-rowindex={index + (props.header === undefined ? 1 : 2)}
            data-index={index}
            className={props.rowClassOf(item)}
            style={{ height: size, transform: `translateY(${start}px)` }}
            onFocus={() => roving.setActive(keyOf(item))}
          >
            {props.renderCells(item, index === roving.activeIndex ? 0 : -1)}
          </tr>
        );
      })}
    </tbody>
  );
}

/** A click beside a row's own button presses it, unless it ends a selection of text. */
function pressRow({ target }: MouseEvent<HTMLElement>): void {
  if (!(target instanceof Element) || target.closest('button, a, input') !== null) return;
  if (getSelection()?.isCollapsed === false) return;
  const button = target.closest('tr')?.querySelector<HTMLElement>('button[data-stop]');
  // What opens gives the focus back to it.
  button?.focus();
  button?.click();
}

function at<Item, Value>(
  items: readonly Item[],
  index: number,
  read: (item: Item) => Value,
  fallback: Value,
): Value {
  const item = items[index];
  return item === undefined ? fallback : read(item);
}
