// What the invented server says of one album, of the accounts and of labels.
import type { AlbumRow } from '@earmark/core';
import { settings } from './fake-lists.ts';
import { inventedAlbum, inventedReview } from './invented.ts';

export function facets() {
  const of = (...pairs: (readonly [string, number])[]) =>
    pairs.map(([value, count]) => ({ value, count }));
  return {
    genre: of(
      ['Indie Rock', 412],
      ['Jazz', 388],
      ['Hip Hop', 301],
      ['Ambient', 250],
      ['House', 201],
      ['Folk', 180],
    ),
    year: of(['1959', 12], ['1971', 44], ['1984', 61], ['1997', 90], ['2004', 120], ['2019', 201]),
    format: of(['flac', 1201], ['mp3', 700], ['m4a', 180], ['opus', 63]),
    issue: of(['missing-art', 122], ['mojibake', 41]),
    silent: of(['discogs', 17]),
    state: of(
      ['confirmed', 1204],
      ['changed', 402],
      ['review', 118],
      ['unknown', 260],
      ['manual', 60],
      ['undecided', 92],
      ['failed', 8],
    ),
  };
}
export function users() {
  const user = (name: string, role: string, state: string) => ({
    name,
    role,
    state,
    revision: 1,
    folder: `/users/${name}`,
    ...(state === 'paused' ? { pausedBecause: 'Kids’ concert until 22:00' } : {}),
    settings,
    nextRunAt: Date.now() + 3_000_000,
    statistics: {
      total: 2144,
      processed: 2010,
      skipped: 134,
      errors: 3,
      batches: 9,
      lastScanAt: Date.now() - 3_600_000,
    },
  });
  const all = [
    user('ann', 'owner', 'running'),
    user('ben', 'viewer', 'paused'),
    user('chloe', 'member', 'idle'),
  ];
  return { users: all, totals: { users: 3, running: 1, enabled: 3, maxConcurrent: 3 } };
}
export function album(id: string) {
  const row = inventedAlbum(Number(id.slice(6)));
  return {
    ...row,
    fields: [
      {
        field: 'genre',
        values: row.genres,
        locked: false,
        decision: { id: 'decision-0', confidence: 0.91 },
      },
      { field: 'year', values: [String(row.year)], locked: true },
    ],
    tracks: Array.from({ length: row.files }, (_, index) => ({
      id: `${id}-${index}`,
      path: `${row.folder}/${index}.flac`,
      fields: { title: [`Part ${index + 1}`], track: [String(index + 1)] },
      durationSeconds: 180 + index * 7,
    })),
  };
}
export function change(index: number) {
  const { subject, title, before, after } = inventedReview(index);
  const at = Date.now() - 90_000_000;
  const target = `music:${index}.flac`;
  return {
    receipt: `receipt-${index}`,
    run: 'run-2',
    at,
    target,
    subject,
    title,
    field: 'genre',
    before,
    after,
    undone: false,
  };
}
export function label(input: string) {
  const none = { genres: [], parents: [], regions: [] };
  return input === 'Jaz'
    ? { ...none, input, kind: 'unknown', suggestion: 'Jazz' }
    : { ...none, input, kind: 'genre', genres: [input], by: 'name' };
}
export function evidence(id: string) {
  const row = inventedAlbum(Number(id.slice(6)));
  const index = (Number(id.slice(6)) - 3) / 8;
  const decision = {
    id: `decision-${index}`,
    subject: id,
    title: row.title,
    run: 'run-2',
    at: 0,
    field: 'genre',
    before: [],
    after: row.genres,
    confidence: 0.91,
    belief: 1.2,
    band: 'review',
    silent: ['lastfm'],
    matches: [
      {
        ...release('musicbrainz', row, 0.97),
        url: 'https://musicbrainz.example/release/1',
        runnerUp: {
          ...release('musicbrainz', row, 0.61),
          id: 'other',
          title: `${row.title} (Live)`,
        },
      },
      { ...release('discogs', row, 0.92), url: 'javascript:alert(1)' },
    ],
    reasons: [
      {
        what: row.genres[0],
        contribution: 0.62,
        source: 'MusicBrainz',
        detail: 'https://musicbrainz.example/release/1',
      },
      {
        what: '18 of 22 votes for the first value',
        contribution: 0.31,
        source: 'Discogs',
        detail: 'javascript:alert(1)',
      },
      {
        what: 'a broader value is said by the folder',
        contribution: -0.12,
        detail: '<img src=x onerror=alert(1)>',
      },
    ],
  };
  return {
    decisions: { items: Number.isInteger(index) ? [decision] : [] },
    rejected: [],
    pinned: {},
    sources: ['musicbrainz', 'discogs'],
  };
}
function release(source: string, { title, creators, year }: AlbumRow, score: number) {
  return { source, id: 'm1', title, creators, year, tracks: 12, score };
}
