import { describe, expect, it } from 'vitest';
import type { Candidate, Query, TrackDescription } from '../spec.ts';
import { rank, rescore, worthDescribing } from './index.ts';

const titles = ['Salt Road', 'Paper Lanterns', 'Winter Letters', 'Undertow', 'Glass Harbour'];
const tracks: readonly TrackDescription[] = titles.map((title, at) => ({
  disc: 1,
  position: at + 1,
  title,
  durationSeconds: 180 + at * 23,
}));
const album: Query = {
  kind: 'album',
  title: 'Northern Tide',
  creators: ['The Mere'],
  year: 1998,
  tracks,
};

function candidate(id: string, rest: Partial<Candidate> = {}): Candidate {
  return { id, title: album.title, creators: album.creators, claims: [], ...rest };
}
function ranked(query: Query, ...candidates: readonly Candidate[]) {
  return rank({ source: 'a-source', weight: 0.8, query, candidates });
}
function scoreOf(query: Query, one: Candidate): number {
  return ranked(query, one)[0]?.score ?? -1;
}

describe('rank', () => {
  it('puts the right album before its live version, a tribute, its single and another by the artist', () => {
    const [best, ...others] = ranked(
      album,
      candidate('live', { title: 'Northern Tide (Live in Bergen)', tracks }),
      candidate('tribute', { creators: ['String Tribute Players'], tracks }),
      candidate('single', { types: ['single'], trackCount: 1 }),
      candidate('other', { title: 'Southern Tide', year: 2001 }),
      candidate('right', { tracks, year: 1998 }),
    );
    expect(best?.candidate.id).toBe('right');
    expect(best?.score).toBeGreaterThan(0.99);
    for (const other of others) expect(other.score).toBeLessThan(0.3);
  });

  it('finds the same work behind articles, editions, guests, counters and swapped tracks', () => {
    const messy = candidate('messy', {
      title: 'northern tide (Deluxe Edition) [2011 Remaster]',
      creators: ['Mere, The (2)'],
      tracks: [...tracks].reverse().map((track, at) => ({
        ...track,
        position: at + 1,
        title: `${track.title} (feat. Ada Holm) - Remastered 2011`,
      })),
    });
    expect(scoreOf(album, messy)).toBeGreaterThan(0.97);
  });

  it('gives the same order and numbers whatever the order of the candidates', () => {
    const candidates = ['c', 'a', 'b'].map((id) => candidate(id));
    expect(ranked(album, ...candidates)).toEqual(ranked(album, ...candidates.toReversed()));
    expect(ranked(album, ...candidates).map((match) => match.candidate.id)).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('measures the margin to another work, not to another pressing', () => {
    const pressings = [candidate('one'), candidate('two', { title: 'Northern Tide (Deluxe)' })];
    expect(ranked(album, ...pressings)[0]?.margin).toBe(1);
    const rival = candidate('three', { ids: { 'musicbrainz-release-group': 'x' } });
    const first = candidate('one', { ids: { 'musicbrainz-release-group': 'y' } });
    expect(ranked(album, first, rival)[0]?.margin).toBe(0);
  });

  it('is not sure of either where two works fit equally', () => {
    const matches = ranked(
      { ...album, tracks: [] },
      candidate('one', { ids: { 'discogs-master': '1' } }),
      candidate('two', { ids: { 'discogs-master': '2' } }),
    );
    for (const match of matches) expect(match.score).toBeLessThanOrEqual(0.5);
    expect(matches[0]?.reasons.map(({ what }) => what)).toContain('another work fits too');
  });

  it('lets an identifier lift a doubtful candidate and one of another work sink a likely one', () => {
    const ids = { barcode: '0012345678905', 'musicbrainz-release-group': 'g1' };
    const known = { ...album, ids };
    const doubtful = { title: 'Nordflut', tracks: [], year: 2004 };
    expect(scoreOf(known, candidate('x', doubtful))).toBeLessThan(0.1);
    const lifted = candidate('x', { ...doubtful, ids: { upc: '12345678905' } });
    expect(scoreOf(known, lifted)).toBeGreaterThan(0.5);
    const sunk = candidate('x', { ids: { 'musicbrainz-release-group': 'g2' } });
    expect(scoreOf(known, sunk)).toBeLessThan(0.1);
  });

  it('takes missing evidence for doubt and not for disagreement', () => {
    const bare = scoreOf(
      { kind: 'album', title: album.title, creators: album.creators },
      candidate('x'),
    );
    const full = scoreOf(album, candidate('x', { tracks, year: 1998 }));
    const wrong = scoreOf(album, candidate('x', { tracks: tracks.map(stranger), year: 1998 }));
    expect(bare).toBeLessThan(full);
    expect(bare).toBeGreaterThan(wrong);
  });

  it('treats a wrong year alike on a single and on an album', () => {
    const single: Query = { ...album, title: 'Undertow', tracks: tracks.slice(3, 4) };
    for (const query of [single, album]) {
      const right = candidate('x', { title: query.title, tracks: query.tracks ?? [], year: 1998 });
      const loss = scoreOf(query, right) - scoreOf(query, { ...right, year: 1985 });
      expect(loss).toBeGreaterThan(0);
      expect(loss).toBeLessThan(0.1);
    }
  });

  it('vetoes a performance with other durations and a best-of that shares a few tracks', () => {
    const slower = tracks.map((track) => ({ ...track, durationSeconds: 400 }));
    expect(scoreOf(album, candidate('x', { tracks: slower }))).toBeLessThan(0.8);
    const bestOf = [...tracks.slice(0, 1), ...tracks.slice(1).map(stranger)];
    expect(scoreOf(album, candidate('x', { tracks: bestOf }))).toBeLessThan(0.5);
  });

  it('recognises three files of an album as a part of it, by their positions', () => {
    const part = { ...album, tracks: tracks.filter((_, at) => at !== 1 && at !== 2) };
    expect(scoreOf(part, candidate('x', { tracks }))).toBeGreaterThan(0.97);
  });

  it('expects fewer tracks on one disc of several', () => {
    const disc = { ...album, title: 'Northern Tide (Disc 2)', tracks: tracks.slice(0, 2) };
    const count = (query: Query) =>
      ranked(query, candidate('x', { trackCount: 9 }))[0]?.reasons.map(({ what }) => what);
    expect(count(disc)).not.toContain('track count');
    expect(count({ ...disc, title: 'Northern Tide' })).toContain('track count');
  });

  it('lets preferences decide between equals and nothing else', () => {
    const pair = [candidate('a', { country: 'US' }), candidate('b', { country: 'GB' })];
    const options = { source: 's', weight: 1, query: album, settings: { countries: ['GB'] } };
    expect(rank({ ...options, candidates: pair })[0]?.candidate.id).toBe('b');
    const better = candidate('a', { country: 'US', tracks });
    expect(rank({ ...options, candidates: [better, ...pair.slice(1)] })[0]?.candidate.id).toBe('a');
  });

  it('is certain of what a person chose', () => {
    const candidates = [candidate('right', { tracks }), candidate('odd', { title: 'Else' })];
    const [first] = rank({ source: 's', weight: 1, query: album, candidates, pinned: 'odd' });
    expect(first).toMatchObject({ candidate: { id: 'odd' }, score: 1, margin: 1 });
    expect(first?.reasons).toEqual([{ what: 'chosen by a person', contribution: 1, source: 's' }]);
  });

  it('knows how well the pressing fits apart from the work', () => {
    const matches = ranked(
      { ...album, label: 'Tern' },
      candidate('first', { year: 1998, label: 'Tern', tracks }),
      candidate('again', { year: 2015, label: 'Gull', tracks }),
    );
    expect(matches.map(({ candidate: { id } }) => id)).toEqual(['first', 'again']);
    expect(matches[0]?.edition).toBeGreaterThan(0.7);
    expect(matches[1]?.edition).toBeLessThan(0.4);
    expect(matches[1]?.score).toBeGreaterThan(0.95);
  });
});

describe('rescore', () => {
  it('uses what describe brought, and keeps what was not described', () => {
    const found = ranked(album, candidate('a'), candidate('b', { title: 'Northern Tides' }));
    const described = [candidate('b', { title: 'Northern Tides', tracks })];
    const again = rescore(found, described, { query: album });
    expect(again[0]?.candidate).toBe(described[0]);
    expect(again).toHaveLength(2);
    expect(again[0]).toMatchObject({ source: 'a-source', weight: 0.8 });
  });

  it('asks for the winner, for a runner-up only where it is close, and for nobody hopeless', () => {
    const ask = (...candidates: readonly Candidate[]) =>
      worthDescribing(ranked(album, ...candidates)).map(({ id }) => id);
    const far = candidate('far', { title: 'Something Else', creators: ['Nobody'] });
    expect(ask(candidate('right'), far)).toEqual(['right']);
    expect(
      ask(
        candidate('a', { ids: { 'discogs-master': '1' } }),
        candidate('b', { ids: { 'discogs-master': '2' } }),
      ),
    ).toEqual(['a', 'b']);
    expect(ask(far)).toEqual([]);
  });
});

function stranger(track: TrackDescription): TrackDescription {
  return { ...track, title: `${track.position * 7919} miles of nothing`, durationSeconds: 99 };
}
