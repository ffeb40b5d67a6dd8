import type { Claim, Subject } from '@earmark/core';
import { normalizeGenre } from '../normalize-genre.ts';
import { keyOf } from '../text/key.ts';

/** Single letters sort, and name nothing. */
const shortest = 2;

/** Folders near the album say more of it than those near the root; the artist's and the album's own names say nothing. */
export function folderHints({ targets, creators, title }: Subject): readonly Claim[] {
  const [first] = targets;
  if (!first) return [];
  const path = first.id.slice(first.id.indexOf(':') + 1);
  const folders = path.split('/').slice(0, -1);
  const own = new Set([...creators, title].map(keyOf));
  return folders.toReversed().flatMap((folder, at) => {
    const key = keyOf(folder);
    const found =
      own.has(key) || key.length < shortest
        ? undefined
        : normalizeGenre(folder.replace(/[_.]+/g, ' '));
    if (!found || found.by === 'spelling') return [];
    return found.genres.map((value) => ({
      field: 'genre',
      value,
      strength: Math.max(0.4, 1 - at * 0.15),
      level: 'path' as const,
    }));
  });
}
