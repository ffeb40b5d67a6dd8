// An invented library, the same every time: as many albums as asked for, with titles in several scripts.
import type { AlbumRow, Review, RunRecord } from '@earmark/core';

const first =
  'Amber Borrowed Cedar Distant Electric Fallen Glass Hollow Ivory Jade Kindred Lunar Midnight Northern Open Paper Quiet Rising Silver Tidal Under Velvet Winter Yellow'.split(
    ' ',
  );
const second =
  'Archive Boulevard Choir Dreams Engine Forest Garden Harbour Index Journal Kitchen Letters Machine Nights Orchard Parade Question Rivers Season Telegraph Umbrella Voyage Window Zone'.split(
    ' ',
  );
const artists = [
  'The Lanterns',
  'Nadia Vale',
  'Orchester Kleinmut',
  '星野そら',
  'Møller & Søn',
  'Дом у моря',
  'Big Trouble Brass',
  'Plain Sundays',
  'DJ Kontur',
  'Fatoumata Keïta Trio',
];
const genres = [
  'Indie Rock',
  'Hip Hop',
  'Jazz',
  'Ambient',
  'House',
  'Folk',
  'Post-Punk',
  'Soul',
  'Techno',
  'Dream Pop',
  'Modern Classical',
  'Dub',
];
const states = [
  'confirmed',
  'confirmed',
  'changed',
  'review',
  'unknown',
  'confirmed',
  'manual',
  'undecided',
] as const;

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;

/** One that is read from right to left, with words that are not. */
export const hebrew = 5;
const hebrewNames = { title: 'ימים של אור (Live 1999)', creators: ['להקת הגשר'] };
const latinNames = (index: number) => ({
  title: `${pick(first, index)} ${pick(second, Math.floor(index / 24) + index)}`,
  creators: [pick(artists, index * 3)],
});

export function inventedAlbum(index: number): AlbumRow {
  const state = pick(states, index * 7);
  return {
    id: `album-${index}`,
    kind: 'album',
    ...(index === hebrew ? hebrewNames : latinNames(index)),
    year: 1958 + ((index * 13) % 67),
    root: 'music',
    folder: `${pick(artists, index * 3)}/${index}`,
    genres: [pick(genres, index), pick(genres, index * 5 + 1)],
    formats: [pick(['flac', 'mp3', 'm4a', 'opus'], index)],
    files: 8 + (index % 9),
    durationSeconds: 2400 + ((index * 61) % 1900),
    pictures: 0,
    completeness: 'complete',
    state,
    pendingReviews: state === 'review' ? 1 : 0,
    locked: index % 50 === 0,
    confidence: 0.6 + ((index * 17) % 40) / 100,
    band: state === 'review' ? 'review' : 'auto',
    addedAt: 1_700_000_000_000 + index * 60_000,
  };
}

export function inventedReview(index: number): Review {
  const album = inventedAlbum(index * 8 + 3);
  return {
    decision: `decision-${index}`,
    subject: album.id,
    title: `${album.creators[0]} – ${album.title}`,
    field: 'genre',
    before: index % 3 === 0 ? [] : [pick(genres, index)],
    after: [pick(genres, index), pick(genres, index * 5 + 1)],
    confidence: 0.94 - (index % 14) / 100,
    band: 'review',
    queuedAt: 1_764_000_000_000 - index * 1000,
    status: 'pending',
  };
}

export function inventedRun(index: number, now: number): RunRecord & { readonly state: string } {
  const running = index === 0;
  return {
    id: `run-${index}`,
    recipe: pick(['tag', 'scan', 'reviewed', 'quality'], index),
    pipeline: 'albums | enrich | decide | apply',
    state: running ? 'running' : pick(['completed', 'completed', 'stopped', 'failed'], index),
    startedAt: now - index * 5_400_000 - 240_000,
    ...(running
      ? {}
      : {
          endedAt: now - index * 5_400_000,
          outcome: pick(['completed', 'completed', 'stopped', 'failed'] as const, index),
        }),
    counts: {
      subjects: 2144,
      decisions: 2010,
      applied: index % 4 === 1 ? 0 : 1893,
      queued: 118,
      failed: index % 3,
    },
    host: 'nas',
    pid: 41,
    request: { dryRun: index === 4 },
  };
}
