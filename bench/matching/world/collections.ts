import { plain } from './artists.ts';
import { pressings } from './pressings.ts';
import type { Random } from './random.ts';
import { composers, firstNames, forms, labels, lastNames, orchestras } from './words.ts';
import { freshId } from './works.ts';
import type { Artist, Recording, Work } from './world.ts';

/** The same work of the same composer, played by many: only performers and durations tell them apart. */
export function makeClassical(random: Random, count: number): Work[] {
  return Array.from({ length: count }, () => {
    const [full, short] = random.pick(composers);
    const pieces = random.some(forms, random.between(1, 2)).map(([form, movements]) => ({
      title: form.replace('%', `${random.between(1, 9)}`),
      movements,
    }));
    const conductor = `${random.pick(firstNames)} ${random.pick(lastNames)}`;
    const performers = [random.pick(orchestras), ...(random.chance(0.7) ? [conductor] : [])].map(
      (name): Artist => ({
        id: freshId(random, 'a'),
        name: plain(name),
        script: undefined,
        genres: ['Classical'],
        label: random.pick(labels),
        since: 1960,
      }),
    );
    const tracks = pieces.flatMap(({ title, movements }) =>
      movements.map(
        (movement, at): Recording => ({
          id: freshId(random, 't'),
          title: plain(`${title}: ${['I', 'II', 'III', 'IV'][at]}. ${movement}`),
          seconds: random.between(240, 1100),
        }),
      ),
    );
    const year = random.between(1960, 2020);
    const name = `${random.chance(0.5) ? `${short}: ` : ''}${pieces.map(({ title }) => title).join(' & ')}`;
    return {
      id: freshId(random, 'w'),
      title: plain(name),
      composer: { native: full, latin: short },
      artists: performers,
      various: false,
      type: 'album' as const,
      year,
      genres: ['Classical'],
      traits: ['classical'],
      releases: pressings(random, { type: 'album', year, tracks, label: random.pick(labels) }),
    };
  });
}

/** Hits of a year by everybody, in numbered series, and soundtracks. */
export function makeCompilations(random: Random, works: readonly Work[], count: number): Work[] {
  const songs = works
    .filter(({ type }) => type === 'album')
    .flatMap(({ artists, releases }) =>
      (releases[0]?.discs[0] ?? []).map((track) => ({ ...track, by: artists })),
    );
  return Array.from({ length: count }, (_, at) => {
    const year = random.between(1985, 2020);
    const soundtrack = random.chance(0.25);
    const title = soundtrack
      ? `The ${random.pick(lastNames)} Affair${random.chance(0.6) ? ' (Original Motion Picture Soundtrack)' : ''}`
      : random.pick([
          `Summer Hits ${year}`,
          `Now ${at + 10}`,
          `Ultimate Lounge Vol. ${random.between(1, 5)}`,
          `Best of ${year}`,
          'Chillout Classics',
          `Metal Hammer ${at}`,
        ]);
    const tracks = random.some(songs, random.between(12, 20));
    return {
      id: freshId(random, 'w'),
      title: plain(title),
      artists: [],
      various: true,
      type: soundtrack ? ('soundtrack' as const) : ('compilation' as const),
      year,
      genres: [...new Set(tracks.flatMap(({ by }) => by[0]?.genres[0] ?? []))].slice(0, 2),
      traits: ['various-artists'],
      releases: pressings(random, {
        type: 'compilation',
        year,
        tracks,
        label: random.pick(labels),
      }),
    };
  });
}
