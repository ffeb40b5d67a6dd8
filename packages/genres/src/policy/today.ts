import type { Subject } from '@earmark/core';
import { vocabulary } from '../data/index.ts';
import type { Settings } from './options.ts';

/** What is written in the end, under the field's policy: nothing where it says so. */
export function settle(
  genres: readonly string[],
  { targets }: Subject,
  { mode, rename, limit }: Settings,
): readonly string[] {
  const today = [...new Set(targets.flatMap(({ fields }) => fields.genre ?? []))];
  if (mode === 'never' || (mode === 'fill' && today.length > 0)) return [];
  const written = genres.map((genre) => rename[genre] ?? genre);
  if (mode !== 'append') return written;
  const known = new Set(today.map((label) => vocabulary.find(label)?.name ?? label));
  const fresh = genres.filter((genre) => !known.has(genre)).map((genre) => rename[genre] ?? genre);
  return [...today, ...fresh.filter((genre) => !today.includes(genre)).slice(0, limit)];
}
