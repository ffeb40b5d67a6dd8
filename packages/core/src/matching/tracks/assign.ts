/**
 * The cheapest assignment of rows to columns (shortest augmenting paths with potentials, O(n²m)). Gives the
 * column of each row; where there are more rows than columns, -1 for those left over.
 */
export function assign(costs: readonly (readonly number[])[]): readonly number[] {
  const rows = costs.length;
  const columns = costs[0]?.length ?? 0;
  if (rows === 0 || columns === 0) return new Array<number>(rows).fill(-1);
  if (rows > columns) {
    const transposed = Array.from({ length: columns }, (_, c) => costs.map((row) => row[c] ?? 0));
    const result = new Array<number>(rows).fill(-1);
    for (const [column, row] of assign(transposed).entries()) result[row] = column;
    return result;
  }
  const rowPotential = new Float64Array(rows + 1);
  const columnPotential = new Float64Array(columns + 1);
  /** The row that each column belongs to, both counted from 1; 0 is nobody. */
  const owner = new Int32Array(columns + 1);
  for (let row = 1; row <= rows; row += 1) {
    const least = new Float64Array(columns + 1).fill(Number.POSITIVE_INFINITY);
    const came = new Int32Array(columns + 1);
    const seen = new Uint8Array(columns + 1);
    owner[0] = row;
    let column = 0;
    do {
      seen[column] = 1;
      const current = owner[column] ?? 0;
      let delta = Number.POSITIVE_INFINITY;
      let next = 0;
      for (let c = 1; c <= columns; c += 1) {
        if (seen[c] === 1) continue;
        const cost =
          (costs[current - 1]?.[c - 1] ?? 0) -
          (rowPotential[current] ?? 0) -
          (columnPotential[c] ?? 0);
        if (cost < (least[c] ?? 0)) {
          least[c] = cost;
          came[c] = column;
        }
        if ((least[c] ?? 0) < delta) {
          delta = least[c] ?? 0;
          next = c;
        }
      }
      for (let c = 0; c <= columns; c += 1) {
        if (seen[c] === 1) {
          const r = owner[c] ?? 0;
          rowPotential[r] = (rowPotential[r] ?? 0) + delta;
          columnPotential[c] = (columnPotential[c] ?? 0) - delta;
        } else least[c] = (least[c] ?? 0) - delta;
      }
      column = next;
    } while (owner[column] !== 0);
    while (column !== 0) {
      const previous = came[column] ?? 0;
      owner[column] = owner[previous] ?? 0;
      column = previous;
    }
  }
  const result = new Array<number>(rows).fill(-1);
  for (let c = 1; c <= columns; c += 1) {
    const row = owner[c] ?? 0;
    if (row > 0) result[row - 1] = c - 1;
  }
  return result;
}
