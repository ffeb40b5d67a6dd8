import type { CatalogueFile } from '@earmark/core';
import type { DecisionView } from '../api/types.ts';

/** One field of an album: its value today, what was decided about it last, and whether it may change. */
export interface FieldView {
  readonly field: string;
  readonly values: readonly string[];
  readonly locked: boolean;
  readonly decision?: DecisionView;
}

/** What an album has as a whole; a track's own title and number stand with the track. */
const shown = ['genre', 'albumartist', 'year', 'date', 'label', 'publisher', 'narrator', 'series'];

/** An album's value is its files' majority, as it is everywhere. Decided fields come first. */
export function fieldsOf(
  files: readonly Pick<CatalogueFile, 'fields'>[],
  locked: readonly string[],
  decisions: readonly DecisionView[],
): readonly FieldView[] {
  const decided = decisions.map(({ field }) => field);
  const names = [...new Set([...decided, ...shown, ...locked])];
  return names.flatMap((field) => {
    const values = majority(files.map(({ fields }) => fields[field] ?? []));
    const decision = decisions.find((each) => each.field === field);
    const isLocked = locked.includes(field);
    if (values.length === 0 && !decision && !isLocked && field !== 'genre') return [];
    return [{ field, values, locked: isLocked, ...(decision ? { decision } : {}) }];
  });
}

function majority(lists: readonly (readonly string[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const list of lists) {
    const key = JSON.stringify(list);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most] = [...counts].sort(([, one], [, other]) => other - one);
  return most ? (JSON.parse(most[0]) as string[]) : [];
}
