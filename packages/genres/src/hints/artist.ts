import type { Claim, OriginContext, Subject } from '@earmark/core';
import { lexicon } from '../data/index.ts';
import { readTogether } from '../normalize/readings.ts';
import { isVarious } from '../policy/various.ts';
import type { HintSettings } from './options.ts';

/** Of one album alone a genre may be a whim or a mistake. */
const fewest = 2;

/** Genres that the artist's other albums in the catalogue carry today; stronger the more of them agree. */
export async function artistHints(
  subject: Subject,
  { artistAlbums }: HintSettings,
  { catalogue, signal }: OriginContext,
): Promise<readonly Claim[]> {
  const [creator] = subject.creators;
  if (creator === undefined || isVarious(subject) || artistAlbums === 0) return [];
  const albums = await catalogue.albums({ creator, limit: artistAlbums + 1 });
  const counts = new Map<string, number>();
  let tagged = 0;
  for (const album of albums.filter(({ id }) => id !== subject.id).slice(0, artistAlbums)) {
    signal.throwIfAborted();
    const [file] = await catalogue.files({ album: album.id, limit: 1 });
    const labels = file?.fields.genre ?? [];
    const meaning = readTogether(
      labels.map((label) => ({ label, strength: 1 })),
      lexicon,
    );
    const genres = new Set(labels.flatMap((label) => meaning(label, { ofFile: true }).genres));
    if (genres.size > 0) tagged += 1;
    for (const genre of genres) counts.set(genre, (counts.get(genre) ?? 0) + 1);
  }
  return [...counts]
    .filter(([, count]) => count >= fewest)
    .map(([value, count]) => ({
      field: 'genre',
      value,
      strength: 0.5 * (count / tagged),
      level: 'artist',
    }));
}
