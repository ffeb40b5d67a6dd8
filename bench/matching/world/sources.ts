import type { Candidate, Claim, TrackDescription } from '@earmark/core';
import { claimsOf } from './claims.ts';
import type { Random } from './random.ts';
import type { Artist, Name, Release, Work, World } from './world.ts';

/** How a service tells of a work: what it lists, how it writes it, what a search leaves out. */
export interface Habits {
  readonly name: string;
  readonly weight: number;
  /** The share of works that it knows. */
  readonly coverage: number;
  /** One entry a work (`work`), or one for each pressing it has. */
  readonly lists: 'work' | 'release';
  /** How it writes foreign names. */
  readonly script: 'native' | 'latin' | 'either';
  readonly has: Readonly<
    Record<'year' | 'label' | 'types' | 'trackCount' | 'barcode' | 'durations' | 'country', number>
  >;
  /** The share of entries that its users typed themselves, with their mistakes. */
  readonly sloppy: number;
}

export const services: readonly Habits[] = [
  {
    name: 'musicbrainz',
    weight: 0.85,
    coverage: 0.88,
    lists: 'work',
    script: 'native',
    has: {
      year: 0.95,
      label: 0,
      types: 0.97,
      trackCount: 0,
      barcode: 0,
      durations: 0.92,
      country: 0,
    },
    sloppy: 0.01,
  },
  {
    name: 'discogs',
    weight: 0.8,
    coverage: 0.82,
    lists: 'work',
    script: 'either',
    has: {
      year: 0.93,
      label: 0.95,
      types: 0.3,
      trackCount: 0,
      barcode: 0.5,
      durations: 0.55,
      country: 0.9,
    },
    sloppy: 0.03,
  },
  {
    name: 'spotify',
    weight: 1,
    coverage: 0.75,
    lists: 'release',
    script: 'latin',
    has: { year: 1, label: 0, types: 1, trackCount: 1, barcode: 0.6, durations: 1, country: 0 },
    sloppy: 0.02,
  },
  {
    name: 'deezer',
    weight: 0.75,
    coverage: 0.74,
    lists: 'release',
    script: 'latin',
    has: {
      year: 0.3,
      label: 0.6,
      types: 0.95,
      trackCount: 1,
      barcode: 0.6,
      durations: 1,
      country: 0,
    },
    sloppy: 0.02,
  },
  {
    name: 'lastfm',
    weight: 0.7,
    coverage: 0.85,
    lists: 'release',
    script: 'either',
    has: { year: 0, label: 0, types: 0, trackCount: 0, barcode: 0, durations: 0.6, country: 0 },
    sloppy: 0.2,
  },
];

/** One entry of a service: what a search shows, what a look-up shows, and what it truly is. */
export interface Entry {
  readonly work: Work;
  readonly found: Candidate;
  readonly described: Candidate;
  /** What its search index has of it, in every script. */
  readonly text: string;
}

export function listEntries(random: Random, habits: Habits, world: World): readonly Entry[] {
  const entries: Entry[] = [];
  for (const work of world.works) {
    if (!random.chance(habits.coverage)) continue;
    const kept =
      habits.lists === 'work'
        ? [random.pick(work.releases)]
        : work.releases.filter(() => random.chance(0.75));
    for (const release of kept) entries.push(entryOf(random, habits, work, release));
  }
  return entries;
}

function entryOf(random: Random, habits: Habits, work: Work, release: Release): Entry {
  const write = writer(random, habits);
  const knows = (what: keyof Habits['has']) => random.chance(habits.has[what]);
  const whole = habits.lists === 'work';
  const id = `${habits.name}-${whole ? work.id : release.id}`;
  const suffix = whole ? '' : release.suffix;
  const title = sloppily(random, habits, `${write(work.title)} ${suffix}`.trim());
  const claims: readonly Claim[] = claimsOf(random, habits.name, work);
  const count = release.discs.flat().length;
  const first = Math.min(...work.releases.map(({ year }) => year));
  const found: Candidate = {
    id,
    title,
    creators: creatorsOf(random, habits, work, write),
    searchScore: 0,
    claims: [],
    ...(knows('year') ? { year: whole ? first : release.year } : {}),
    ...(knows('label') ? { label: release.label } : {}),
    ...(knows('country') ? { country: release.country } : {}),
    ...(knows('types') ? { types: typesOf(habits, work) } : {}),
    ...(knows('trackCount') ? { trackCount: count } : {}),
    ids: idsOf(habits, work, release),
  };
  const barcode: Record<string, string> = knows('barcode') ? { barcode: release.barcode } : {};
  const described: Candidate = {
    ...found,
    claims,
    ids: { ...found.ids, ...barcode },
    ...(random.chance(0.05) ? {} : { tracks: tracksOf(random, habits, work, release, write) }),
  };
  const names = [
    work.title,
    ...work.artists.map((artist) => artist.name),
    ...(work.composer ? [work.composer] : []),
  ];
  const text = names
    .map(({ native, latin }) => (native === latin ? latin : `${native} ${latin}`))
    .join(' ');
  return {
    work,
    found,
    described,
    text: `${text} ${suffix} ${work.various ? 'Various Artists' : ''}`,
  };
}

/** Also what is wrong with lists: another mastering's lengths, a side's order, a track that nobody typed in. */
function tracksOf(
  random: Random,
  habits: Habits,
  work: Work,
  release: Release,
  write: (name: Name) => string,
): readonly TrackDescription[] {
  const timed = random.chance(habits.has.durations);
  const off = random.chance(0.08) ? random.between(3, 12) : 2;
  const discs = release.discs.map((disc) => {
    const typed = disc.length > 3 && random.chance(0.04) ? disc.slice(0, -1) : disc;
    return random.chance(0.03) ? random.some(typed, typed.length) : typed;
  });
  return discs.flatMap((disc, at) =>
    disc.map((track, position): TrackDescription => {
      const guest = track.guest === undefined ? '' : ` (feat. ${write(track.guest.name)})`;
      const by = track.by ?? work.artists;
      return {
        disc: at + 1,
        position: position + 1,
        title: sloppily(random, habits, write(track.title) + guest),
        creators: by.map((artist) => write(artist.name)),
        ...(timed
          ? { durationSeconds: Math.max(5, track.seconds + random.between(-off, off)) }
          : {}),
      };
    }),
  );
}

function writer(random: Random, { script }: Habits): (name: Name) => string {
  const native =
    script === 'native'
      ? random.chance(0.9)
      : script === 'latin'
        ? random.chance(0.15)
        : random.chance(0.5);
  return (name) => (native ? name.native : name.latin);
}

function creatorsOf(
  random: Random,
  habits: Habits,
  work: Work,
  write: (name: Name) => string,
): readonly string[] {
  if (work.various) return [habits.name === 'discogs' ? 'Various' : 'Various Artists'];
  const performers = work.artists.map((artist: Artist) => write(artist.name));
  const composer = work.composer === undefined ? [] : [write(work.composer)];
  const names =
    composer.length === 0
      ? performers
      : random.pick([
          [...composer, ...performers],
          performers,
          [...composer, ...performers.slice(0, 1)],
        ]);
  if (habits.name !== 'discogs') return names;
  return names.map(
    (name) =>
      name + (random.chance(0.12) ? ` (${random.between(2, 9)})` : random.chance(0.08) ? '*' : ''),
  );
}

function typesOf({ name }: Habits, { type }: Work): readonly string[] {
  if (name === 'musicbrainz')
    return type === 'single' || type === 'ep' || type === 'album' ? [type] : ['album', type];
  if (type === 'compilation') return ['compilation'];
  return [
    type === 'ep' && name === 'spotify'
      ? 'single'
      : type === 'single' || type === 'ep'
        ? type
        : 'album',
  ];
}

function idsOf({ name }: Habits, work: Work, release: Release): Readonly<Record<string, string>> {
  if (name === 'musicbrainz') return { 'musicbrainz-release-group': work.id };
  if (name === 'discogs') return { 'discogs-master': work.id };
  return name === 'lastfm' ? {} : { [`${name}-album`]: release.id };
}

function sloppily(random: Random, { sloppy }: Habits, text: string): string {
  return random.chance(sloppy) ? typo(random, text) : text;
}

/** A letter dropped, doubled, swapped or replaced. */
export function typo(random: Random, text: string): string {
  if (text.length < 4) return text;
  const at = random.between(1, text.length - 2);
  const [before, one, two, after] = [
    text.slice(0, at),
    text[at] ?? '',
    text[at + 1] ?? '',
    text.slice(at + 2),
  ];
  return random.pick([
    before + two + after,
    before + two + one + after,
    before + one + one + two + after,
    `${before}${random.pick([...'aeionrst'])}${two}${after}`,
  ]);
}
