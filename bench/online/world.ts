/** A small made-up library, and what a MusicBrainz would know of it. The same every time. */
export interface Work {
  readonly number: number;
  readonly title: string;
  readonly artist: string;
  readonly artistId: string;
  readonly group: string;
  readonly release: string;
  readonly genres: readonly string[];
  /** What the tags bring along, and what the service knows: it decides how many requests the album needs. */
  readonly kind: 'plain' | 'rival' | 'without-genres' | 'with-ids' | 'unknown';
}

const first = ['Copper', 'Silent', 'Northern', 'Paper', 'Velvet', 'Hollow', 'Crimson', 'Distant'];
const second = ['Harbour', 'Lanterns', 'Meridian', 'Orchard', 'Signals', 'Winter', 'Cathedral'];
const genres = ['shoegaze', 'bebop', 'death metal', 'deep house', 'bluegrass', 'dub', 'krautrock'];
export const tracksEach = 3;

/** Of ten albums one carries identifiers, one is unknown, two have genres only at their artist, two a namesake. */
export function makeWorld(albums: number, artists: number): readonly Work[] {
  return Array.from({ length: albums }, (_, number) => {
    const artist = number % artists;
    return {
      number,
      title: `${pick(first, number)} ${pick(second, Math.floor(number / first.length) + number)}`,
      artist: `${pick(second, artist)} ${pick(first, artist + 3)} Ensemble`,
      artistId: id('a', artist),
      group: id('b', number),
      release: id('c', number),
      genres: [pick(genres, artist)],
      kind: kindOf(Math.floor(number / artists) + number),
    };
  });
}

function kindOf(number: number): Work['kind'] {
  const digit = number % 10;
  if (digit === 0) return 'with-ids';
  if (digit === 5) return 'unknown';
  if (digit === 2 || digit === 7) return 'without-genres';
  return digit === 3 || digit === 8 ? 'rival' : 'plain';
}

const pick = (words: readonly string[], at: number) => words[at % words.length] ?? '';

export const id = (first: string, number: number) =>
  `${first}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;
