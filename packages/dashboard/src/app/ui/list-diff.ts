/** What became of a value: values are lists, and order is part of them. */
export interface ValueChange {
  readonly what: 'kept' | 'added' | 'removed';
  readonly value: string;
}

/** The shortest way from one list to the other (longest common subsequence): lists are short, so the table is too. */
export function diffLists(
  before: readonly string[],
  after: readonly string[],
): readonly ValueChange[] {
  const rows = before.length;
  const columns = after.length;
  const common = Array.from({ length: rows + 1 }, () => new Array<number>(columns + 1).fill(0));
  const at = (row: number, column: number) => common[row]?.[column] ?? 0;
  for (let row = rows - 1; row >= 0; row--) {
    for (let column = columns - 1; column >= 0; column--) {
      const cells = common[row];
      if (!cells) continue;
      cells[column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const changes: ValueChange[] = [];
  let row = 0;
  let column = 0;
  while (row < rows || column < columns) {
    const old = before[row];
    const fresh = after[column];
    if (old !== undefined && old === fresh) {
      changes.push({ what: 'kept', value: old });
      row++;
      column++;
    } else if (
      old !== undefined &&
      (fresh === undefined || at(row + 1, column) >= at(row, column + 1))
    ) {
      changes.push({ what: 'removed', value: old });
      row++;
    } else if (fresh !== undefined) {
      changes.push({ what: 'added', value: fresh });
      column++;
    }
  }
  return changes;
}
