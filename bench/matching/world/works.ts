import { latinName, plain, titleFor } from './artists.ts';
import { pressings } from './pressings.ts';
import type { Random } from './random.ts';
import { places, sharedTitles } from './words.ts';
import type { Artist, Name, Recording, Work, WorkType } from './world.ts';

/** All that an artist has out, and what others made of it. */
export function catalogueOf(random: Random, artist: Artist, everyone: readonly Artist[]): Work[] {
  const works: Work[] = [];
  let year = artist.since;
  const series = random.chance(0.15) ? titleFor(random, artist) : undefined;
  for (let number = 1; number <= random.between(2, 6); number += 1) {
    year += random.between(1, 4);
    const traits: string[] = [];
    const title = albumTitle(random, artist, series, number, traits);
    const tracks = songs(random, artist, everyone, random.between(8, 15));
    const album = work(random, artist, {
      title,
      type: 'album',
      year,
      traits,
      tracks,
      size: number,
    });
    works.push(album, ...offspring(random, artist, everyone, album, tracks));
    if (number > 2 && random.chance(0.06)) {
      const again = plain(`${title.latin} (Re-Recorded)`);
      const anew = tracks.map((track) => sung(random, track, 0.08));
      works.push(
        work(random, artist, {
          title: again,
          type: 'album',
          year: year + 12,
          traits: ['re-recorded'],
          tracks: anew,
          size: number,
        }),
      );
    }
  }
  const all = works.filter(({ type }) => type === 'album');
  if (all.length > 2 && random.chance(0.6)) works.push(bestOf(random, artist, all));
  return works;
}

interface Plan {
  readonly title: Name;
  readonly type: WorkType;
  readonly year: number;
  readonly traits: readonly string[];
  readonly tracks: readonly Recording[];
  readonly size: number;
  readonly artists?: readonly Artist[];
}

/** Drawn from the world's own chance, so that a world is the same whatever was made before it. */
export function freshId(random: Random, prefix: string): string {
  return `${prefix}${random.between(1e12, 9e12)}`;
}

function work(random: Random, artist: Artist, plan: Plan): Work {
  const { title, type, year, traits, tracks } = plan;
  return {
    id: freshId(random, 'w'),
    title,
    type,
    year,
    traits,
    artists: plan.artists ?? [artist],
    various: false,
    genres: random.chance(0.8) ? artist.genres : artist.genres.slice(0, 1),
    releases: pressings(random, { type, year, tracks, label: artist.label }),
  };
}

function albumTitle(
  random: Random,
  artist: Artist,
  series: Name | undefined,
  number: number,
  traits: string[],
): Name {
  if (random.chance(number === 1 ? 0.25 : 0.08)) {
    traits.push('self-titled');
    return artist.name;
  }
  if (series !== undefined && random.chance(0.6)) {
    traits.push('series');
    const mark = random.pick([
      `Vol. ${number}`,
      `Volume ${number}`,
      'I'.repeat(Math.min(3, number)),
      `${number}`,
    ]);
    return number === 1 && random.chance(0.5)
      ? series
      : { native: `${series.native} ${mark}`, latin: `${series.latin} ${mark}` };
  }
  if (random.chance(0.1)) {
    traits.push('same-title');
    return plain(random.pick(sharedTitles));
  }
  if (artist.script !== undefined) traits.push('transliteration');
  return titleFor(random, artist);
}

export function songs(
  random: Random,
  artist: Artist,
  everyone: readonly Artist[],
  count: number,
): Recording[] {
  return Array.from({ length: count }, () => {
    const guest = random.chance(0.08) ? random.pick(everyone) : undefined;
    const title = random.chance(0.06)
      ? plain(random.pick(['Intro', 'Interlude', 'Outro', 'Reprise']))
      : titleFor(random, artist);
    return {
      id: freshId(random, 't'),
      title,
      seconds: random.between(95, 420),
      ...(guest ? { guest } : {}),
    };
  });
}

/** The same song played again: another length. */
function sung(random: Random, track: Recording, spread: number): Recording {
  const factor = 1 + (random.next() * 2 - 1) * spread + spread / 2;
  return {
    ...track,
    id: freshId(random, 't'),
    seconds: Math.round(track.seconds * factor + random.between(0, 12)),
  };
}

function offspring(
  random: Random,
  artist: Artist,
  everyone: readonly Artist[],
  album: Work,
  tracks: readonly Recording[],
): Work[] {
  const made: Work[] = [];
  const add = (
    title: Name,
    type: WorkType,
    trait: string,
    list: readonly Recording[],
    year: number,
    artists?: readonly Artist[],
  ) =>
    made.push(
      work(random, artist, {
        title,
        type,
        year,
        traits: [trait],
        tracks: list,
        size: 1,
        ...(artists ? { artists } : {}),
      }),
    );
  const named = (suffix: string): Name => ({
    native: album.title.native + suffix,
    latin: album.title.latin + suffix,
  });
  const lead = tracks[0];
  if (lead !== undefined && random.chance(0.5)) {
    const sides = [lead, ...songs(random, artist, [artist], random.between(0, 2))];
    add(random.chance(0.3) ? album.title : lead.title, 'single', 'single', sides, album.year);
  }
  if (random.chance(0.15))
    add(
      named(' EP'),
      'ep',
      'ep',
      [...tracks.slice(0, 2), ...songs(random, artist, [artist], 3)],
      album.year - 1,
    );
  if (random.chance(0.2)) {
    const place = random.pick(places);
    const marks = [' (Live)', ` (Live at ${place})`, ' - Live', ' Live', ''];
    const mark = random.pick(marks);
    const title = random.chance(0.5)
      ? named(mark)
      : plain(`Live ${random.pick(['at', 'in'])} ${place}`);
    const trait = title.latin === album.title.latin ? 'live-unmarked' : 'live';
    const spread = random.pick([0.04, 0.1, 0.2]);
    const played = tracks.map((track) => sung(random, track, spread));
    add(title, 'live', trait, played, album.year + random.between(0, 8));
  }
  if (random.chance(0.05))
    add(
      named(' (Remixes)'),
      'remix',
      'remix',
      tracks.slice(0, 8).map((track) => ({
        ...sung(random, track, 0.4),
        title: plain(`${track.title.latin} (${latinName(random)} Remix)`),
      })),
      album.year + 1,
    );
  if (random.chance(0.08)) {
    const players = {
      ...artist,
      id: freshId(random, 'a'),
      name: plain(
        random.pick([
          'The Karaoke Channel',
          'Vitamin Strings Players',
          'Piano Tribute Band',
          'Lullaby Stars',
        ]),
      ),
    };
    const title = random.pick([
      album.title,
      named(' (Karaoke Version)'),
      plain(`A Tribute to ${artist.name.latin}`),
    ]);
    const near = tracks.map((track) => ({
      ...track,
      id: freshId(random, 't'),
      seconds: track.seconds + random.between(-4, 4),
    }));
    add(title, 'album', 'tribute', near, album.year + random.between(1, 20), [players]);
  }
  if (random.chance(0.04)) {
    const other = random.pick(everyone);
    const covers = tracks.map((track) => sung(random, track, 0.15));
    add(album.title, 'album', 'covered', covers, album.year + random.between(3, 30), [other]);
  }
  return made;
}

function bestOf(random: Random, artist: Artist, albums: readonly Work[]): Work {
  const pool = albums.flatMap(({ releases }) => releases[0]?.discs[0] ?? []);
  const title = random.pick([
    'Greatest Hits',
    'The Best Of',
    `The Best of ${artist.name.latin}`,
    'The Essential',
    'Anthology',
    `${artist.name.latin} - Gold`,
  ]);
  const year = Math.max(...albums.map((album) => album.year)) + random.between(1, 9);
  return work(random, artist, {
    title: plain(title),
    type: 'compilation',
    year,
    traits: ['best-of'],
    tracks: random.some(pool, random.between(12, 18)),
    size: 1,
  });
}
