import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { scrollFor, windowOf } from './window.ts';

export interface VirtualListProps {
  readonly label: string;
  readonly count: number;
  /** In pixels. */
  readonly rowHeight: number;
  /** Left out: a list. Given: a grid of square pictures whose columns are at least this wide; `rowHeight` is what comes below them. */
  readonly columnWidth?: number;
  /** The item under the cursor; -1 where there is none. */
  readonly active: number;
  onActive(item: number): void;
  onOpen?(item: number): void;
  /** The items that are about to be shown: load them. */
  onWindow?(first: number, last: number): void;
  item(
    index: number,
    options: { readonly id: string; readonly active: boolean },
  ): ComponentChildren;
}

/** One tab stop for any number of rows: arrows move, Enter opens, Home and End jump. */
export function VirtualList(props: VirtualListProps) {
  const { count, columnWidth, active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const scrollTop = useSignal(0);
  const size = useSignal({ width: 0, height: 0 });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      size.value = { width: element.clientWidth, height: element.clientHeight };
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const columns = columnWidth ? Math.max(2, Math.floor(size.value.width / columnWidth)) : 1;
  const rowHeight = props.rowHeight + (columnWidth ? Math.floor(size.value.width / columns) : 0);
  const viewport = size.value.height;
  const shown = windowOf({ count, columns, rowHeight, scrollTop: scrollTop.value, viewport });

  useEffect(() => {
    if (viewport > 0) props.onWindow?.(shown.first, shown.last);
  }, [shown.first, shown.last, count, viewport]);

  useEffect(() => {
    const element = scroller.current;
    if (!element || active < 0 || viewport === 0) return;
    element.scrollTop = scrollFor(active, {
      columns,
      rowHeight,
      scrollTop: element.scrollTop,
      viewport,
    });
  }, [active, columns, viewport]);

  function onKeyDown(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(viewport / rowHeight) - 1) * columns;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active + columns,
      ArrowUp: active - columns,
      ...(columns > 1 ? { ArrowRight: active + 1, ArrowLeft: active - 1 } : {}),
      PageDown: active + page,
      PageUp: active - page,
      Home: 0,
      End: count - 1,
    };
    const to = steps[event.key];
    if (to !== undefined) {
      event.preventDefault();
      props.onActive(Math.min(count - 1, Math.max(0, to)));
    } else if (event.key === 'Enter' && active >= 0) {
      event.preventDefault();
      props.onOpen?.(active);
    }
  }

  const items = [];
  for (let index = shown.first; index < shown.last; index++) {
    items.push(props.item(index, { id: `${props.label}-${index}`, active: index === active }));
  }
  return (
    <div
      ref={scroller}
      class="scroller fill"
      role="listbox"
      tabIndex={0}
      aria-label={props.label}
      aria-activedescendant={active >= 0 ? `${props.label}-${active}` : undefined}
      onScroll={(event) => {
        scrollTop.value = event.currentTarget.scrollTop;
      }}
      onKeyDown={onKeyDown}
      onFocus={() => {
        if (active < 0 && count > 0) props.onActive(0);
      }}
    >
      <div style={{ height: `${shown.height}px` }} role="presentation">
        <div
          role="presentation"
          class="scroller-items"
          style={{
            transform: `translateY(${shown.offset}px)`,
            ...(columns > 1
              ? {
                  display: 'grid',
                  gridTemplateColumns: `repeat(${columns}, minmax(0, 1fr))`,
                  gridAutoRows: `${rowHeight}px`,
                }
              : {}),
          }}
        >
          {items}
        </div>
      </div>
    </div>
  );
}
