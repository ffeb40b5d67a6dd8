import type { Pushed } from './feed.ts';

/** Characters of a frame. What a client has not taken is counted between frames: a frame must be small beside that limit. */
const largestFrame = 64 * 1024;

/** Events as JSON arrays, cut where a frame gets long. Many clients are sent the same events: they are written out once. */
export function createFrames(): (events: readonly Pushed[]) => readonly string[] {
  const known = new WeakMap<readonly Pushed[], readonly string[]>();
  return (events) => {
    const made = known.get(events) ?? framed(events.map((event) => JSON.stringify(event)));
    known.set(events, made);
    return made;
  };
}

const framed = (events: readonly string[]) =>
  grouped(events, largestFrame).map((group) => `[${group.join(',')}]`);

/** In order, each group no longer than this, but for a single text that is. */
export function grouped(
  texts: readonly string[],
  longest = largestFrame,
): readonly (readonly string[])[] {
  const groups: string[][] = [];
  let length = Number.POSITIVE_INFINITY;
  for (const text of texts) {
    length += text.length;
    if (length > longest) {
      groups.push([]);
      length = text.length;
    }
    groups.at(-1)?.push(text);
  }
  return groups;
}
