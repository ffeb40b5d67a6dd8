/** An account that waits for its turn. */
export interface Waiting {
  readonly name: string;
  /** 1 to 10. */
  readonly priority: number;
  /** Work it was given so far, in items over its priority. */
  readonly pass: number;
  readonly since: number;
}

const hourMs = 3_600_000;
/** What an hour of waiting is worth, in items over a priority of one. */
const itemsAnHour = 250;

/** In the order of their turns: whoever has had the least work for its priority, less what they waited. */
export function inTurn<Each extends Waiting>(
  waiting: readonly Each[],
  now: number,
): readonly Each[] {
  const key = ({ pass, since }: Waiting) =>
    pass - (Math.max(0, now - since) / hourMs) * itemsAnHour;
  return waiting.toSorted(
    (a, b) =>
      key(a) - key(b) || b.priority - a.priority || a.since - b.since || (a.name < b.name ? -1 : 1),
  );
}

export const passAfter = (pass: number, priority: number, items: number): number =>
  pass + Math.max(1, items) / priority;
