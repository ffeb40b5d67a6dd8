import type { Query, TrackDescription } from '@earmark/core';
import type { Random } from './random.ts';
import { typo } from './sources.ts';
import type { Name, Recording, Release, Work } from './world.ts';

/** An album as it lies on somebody's disk, and what was done to it. */
export interface Owned {
  readonly work: Work;
  readonly release: Release;
  readonly query: Query;
  /** What is hard about it: the work's traits, and what happened to its tags. */
  readonly traits: readonly string[];
}

const variousNames = [
  'Various Artists',
  'VA',
  'Various',
  'V.A.',
  'Verschiedene Interpreten',
  'Artistes Divers',
  'various artists',
];

/** How carefully libraries are kept: a factor on everything that can go wrong with tags. */
const neglects = [0.5, 1, 1, 3] as const;

export function takeHome(random: Random, work: Work): Owned {
  const release = random.pick(work.releases);
  const traits = [...work.traits, ...(release.kind === 'original' ? [] : [release.kind])];
  const neglect = random.pick(neglects);
  const happens = (probability: number, trait: string) => {
    const yes = random.chance(Math.min(0.9, probability * neglect));
    if (yes) traits.push(trait);
    return yes;
  };
  const latin = random.chance(0.6);
  const write = (name: Name) => (latin ? name.latin : name.native);
  const disc =
    release.discs.length > 1 && happens(0.3, 'one-disc')
      ? random.between(0, release.discs.length - 1)
      : undefined;
  let tracks = tracksOf(random, release, disc, write, work);
  if (tracks.length > 3 && happens(0.1, 'missing-tracks'))
    tracks = random
      .some(tracks, Math.ceil(tracks.length * (0.25 + 0.7 * random.next())))
      .sort((a, b) => a.disc - b.disc || a.position - b.position);
  if (tracks.length > 4 && happens(0.04, 'few-tracks')) tracks = loose(random, tracks);
  if (happens(0.05, 'extra-tracks')) tracks = [...tracks, ...extras(random, tracks)];
  if (tracks.length > 3 && happens(0.06, 'swapped-tracks')) tracks = swap(random, tracks);
  if (happens(0.05, 'no-track-titles'))
    tracks = tracks.map((track, at) => ({
      ...track,
      title: `Track ${String(at + 1).padStart(2, '0')}`,
    }));
  if (happens(0.08, 'no-durations'))
    tracks = tracks.map(({ durationSeconds: _, ...track }) => track);
  let title = write(work.title);
  if (release.suffix !== '' && random.chance(0.6)) title += ` ${release.suffix}`;
  if (disc !== undefined && random.chance(0.7))
    title += random.pick([` (Disc ${disc + 1})`, ` CD${disc + 1}`, ` [Disc ${disc + 1}]`]);
  if (happens(0.1, 'typo')) title = typo(random, title);
  if (happens(0.05, 'folder-name'))
    title = random.pick([
      `${title} [FLAC]`,
      title.replaceAll(' ', '_'),
      `${release.year} - ${title}`,
      title.toLowerCase(),
      title.toUpperCase(),
    ]);
  const creators = creatorsOf(random, work, write, happens);
  const year = yearOf(random, release, work, happens);
  const labelled = random.chance(0.35);
  const ids = idsOf(random, work, release, happens);
  const query: Query = {
    kind: 'album',
    title,
    creators,
    tracks,
    ...(year === undefined ? {} : { year }),
    ...(labelled ? { label: release.label } : {}),
    ...(ids === undefined ? {} : { ids }),
  };
  return { work, release, query, traits };
}

type Happens = (probability: number, trait: string) => boolean;

function tracksOf(
  random: Random,
  release: Release,
  disc: number | undefined,
  write: (name: Name) => string,
  work: Work,
): TrackDescription[] {
  const careless = random.chance(0.15);
  const discs = release.discs.flatMap((list, at) =>
    disc === undefined || at === disc ? [{ list, at }] : [],
  );
  return discs.flatMap(({ list, at }) =>
    list.map((track: Recording, position) => {
      const guest =
        track.guest === undefined || random.chance(0.3)
          ? ''
          : ` ${random.pick(['feat.', 'ft.', 'featuring'])} ${write(track.guest.name)}`;
      const title = write(track.title) + guest;
      return {
        disc: disc === undefined ? at + 1 : 1,
        position: position + 1,
        title: careless && random.chance(0.3) ? typo(random, title) : title,
        creators: (track.by ?? work.artists).map((artist) => write(artist.name)),
        durationSeconds: Math.max(
          5,
          track.seconds + random.between(-2, 2) + (random.chance(0.03) ? random.between(3, 15) : 0),
        ),
      };
    }),
  );
}

/** One to three files that are left of an album, without their numbers. */
function loose(random: Random, tracks: readonly TrackDescription[]): TrackDescription[] {
  return random
    .some(tracks, random.between(1, 3))
    .map((track, at) => ({ ...track, disc: 1, position: at + 1 }));
}

function extras(random: Random, tracks: readonly TrackDescription[]): TrackDescription[] {
  return Array.from({ length: random.between(1, 3) }, (_, at) => ({
    disc: 1,
    position: tracks.length + at + 1,
    title: random.pick(['Hidden Track', 'Bonus', 'Interview', 'Some Other Song', 'Radio Spot']),
    durationSeconds: random.between(30, 300),
  }));
}

function swap(random: Random, tracks: readonly TrackDescription[]): TrackDescription[] {
  const order = random.some(
    tracks.map((_, at) => at),
    tracks.length,
  );
  const half = new Set(order.slice(0, Math.ceil(tracks.length / 2)));
  const moving = tracks.filter((_, at) => half.has(at)).reverse();
  return tracks.map((track, at) => {
    const other = half.has(at) ? moving.shift() : track;
    return { ...(other ?? track), disc: track.disc, position: track.position };
  });
}

function creatorsOf(
  random: Random,
  work: Work,
  write: (name: Name) => string,
  happens: Happens,
): readonly string[] {
  if (happens(0.03, 'no-artist')) return [];
  if (work.various) return [random.pick(variousNames)];
  const performers = work.artists.map((artist) => write(artist.name));
  if (work.composer !== undefined)
    return random.pick([
      [work.composer.latin],
      [write(work.composer)],
      performers,
      [work.composer.latin, ...performers],
    ]);
  const joined = performers.join(' & ');
  if (joined.startsWith('The ') && happens(0.25, 'article'))
    return [random.pick([joined.slice(4), `${joined.slice(4)}, The`])];
  if (happens(0.05, 'feat')) return [`${joined} feat. Guest ${random.between(1, 99)}`];
  return [happens(0.05, 'artist-typo') ? typo(random, joined) : joined];
}

function yearOf(
  random: Random,
  release: Release,
  work: Work,
  happens: Happens,
): number | undefined {
  if (happens(0.15, 'no-year')) return undefined;
  if (happens(0.08, 'wrong-year')) return release.year + random.pick([-1, 1, 2, -3, 5, 10, -12]);
  return random.chance(0.6) ? release.year : work.year;
}

function idsOf(
  random: Random,
  work: Work,
  release: Release,
  happens: Happens,
): Readonly<Record<string, string>> | undefined {
  const wrong = random.chance(0.03);
  if (random.chance(0.08)) {
    traitOf(wrong, happens);
    return { 'musicbrainz-release-group': wrong ? `w${random.between(1, 1e6)}` : work.id };
  }
  if (random.chance(0.1)) {
    traitOf(wrong, happens);
    return { barcode: wrong ? String(random.between(1e11, 9e11)) : release.barcode };
  }
  return undefined;
}

function traitOf(wrong: boolean, happens: Happens): void {
  happens(1, wrong ? 'wrong-identifier' : 'identifier');
}
