import type { Subject } from '@earmark/core';

export interface Stamp {
  readonly subject: string;
  readonly at: number;
  readonly result: 'hit' | 'miss';
}

/** The fields that the daily round fills; what has none of them empty is asked about last. */
export const enrichedFields = [
  'narrator',
  'series',
  'publisher',
  'year',
  'description',
  'isbn',
  'asin',
  'language',
] as const;

export const emptyFields = ({ targets }: Pick<Subject, 'targets'>): readonly string[] =>
  enrichedFields.filter((field) =>
    targets.some(({ fields }) => (fields[field] ?? []).every((value) => value === '')),
  );

/**
 * Collects the next `most` subjects while they stream by: those with empty fields before whole ones, never asked
 * before asked, longest ago first. It holds no more than it will give.
 */
export function createChoice(stamps: ReadonlyMap<string, Stamp>, most: number) {
  interface Chosen {
    readonly subject: Subject;
    readonly rank: readonly [whole: number, at: number, id: string];
  }
  const heap: Chosen[] = [];
  const before = (a: Chosen, b: Chosen) =>
    a.rank[0] - b.rank[0] || a.rank[1] - b.rank[1] || (a.rank[2] < b.rank[2] ? -1 : 1);
  return {
    offer(subject: Subject): void {
      const whole = emptyFields(subject).length === 0 ? 1 : 0;
      const one: Chosen = {
        subject,
        rank: [whole, stamps.get(subject.id)?.at ?? 0, subject.id],
      };
      const last = heap.at(-1);
      if (heap.length >= most && last && before(one, last) >= 0) return;
      let [low, high] = [0, heap.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (before(heap[middle] as Chosen, one) < 0) low = middle + 1;
        else high = middle;
      }
      heap.splice(low, 0, one);
      if (heap.length > most) heap.pop();
    },
    chosen: (): readonly Subject[] => heap.map(({ subject }) => subject),
  };
}
