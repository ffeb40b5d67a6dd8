/** Which rows of a long list are in the document. All heights are in pixels. */
export interface ListWindow {
  readonly first: number;
  readonly last: number;
  readonly offset: number;
  readonly height: number;
}

const overscan = 6;

/** A grid of `columns` items a row; a plain list has one. `first` and `last` are items, `last` is not included. */
export function windowOf(options: {
  readonly count: number;
  readonly columns: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly viewport: number;
}): ListWindow {
  const { count, columns, rowHeight, scrollTop, viewport } = options;
  const rows = Math.ceil(count / columns);
  const top = Math.min(rows, Math.max(0, Math.floor(scrollTop / rowHeight) - overscan));
  const bottom = Math.min(rows, Math.ceil((scrollTop + viewport) / rowHeight) + overscan);
  return {
    first: top * columns,
    last: Math.min(count, bottom * columns),
    offset: top * rowHeight,
    height: rows * rowHeight,
  };
}

/** Where the list has to scroll so that this item can be seen whole; where it can already, it stays. */
export function scrollFor(
  item: number,
  options: {
    readonly columns: number;
    readonly rowHeight: number;
    readonly scrollTop: number;
    readonly viewport: number;
  },
): number {
  const { columns, rowHeight, scrollTop, viewport } = options;
  const top = Math.floor(item / columns) * rowHeight;
  if (top < scrollTop) return top;
  if (top + rowHeight > scrollTop + viewport) return top + rowHeight - viewport;
  return scrollTop;
}
