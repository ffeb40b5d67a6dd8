export interface ColumnRoom {
  /** What its longest cell takes. */
  readonly natural: number;
  readonly flexible: boolean;
}

/** A cell of fewer is read letter by letter. */
const least = 12;

/** How wide each column is, gaps not counted; undefined where the screen is too narrow for them side by side. */
export function columnWidths(
  columns: readonly ColumnRoom[],
  width: number,
): readonly number[] | undefined {
  const fixed = columns.filter(({ flexible }) => !flexible);
  const room = width - fixed.reduce((sum, { natural }) => sum + natural, 0);
  const bending = columns.filter(({ flexible }) => flexible).map(({ natural }) => natural);
  const most = fairShare(bending, room);
  if (bending.some((natural) => natural > most && most < least) || room < 0) return undefined;
  return columns.map(({ natural, flexible }) => (flexible ? Math.min(natural, most) : natural));
}

/** The width that nobody may have more than: whoever needs less leaves the rest to the others. */
function fairShare(naturals: readonly number[], room: number): number {
  let left = room;
  let sharers = naturals.length;
  for (const natural of [...naturals].sort((a, b) => a - b)) {
    const share = Math.floor(left / sharers);
    if (natural > share) return share;
    left -= natural;
    sharers -= 1;
  }
  return Number.POSITIVE_INFINITY;
}
