import type { ReplayRequest, ReplayRoute } from '@earmark/testkit';
import { id, tracksEach, type Work } from './world.ts';

/** Answers as MusicBrainz gives them, after 150 to 400 ms. */
export function musicbrainzRoutes(works: readonly Work[]): readonly ReplayRoute[] {
  const artists = new Map(works.map((work) => [work.artistId, work]));
  return [
    answering(({ path }) => path.startsWith('/ws/2/artist?'), { artists: [] }, 11),
    ...works.map((work) =>
      answering((request) => isSearch(request, work), search(work), work.number),
    ),
    ...works.map((work) =>
      answering(at(`release-group/${work.group}`), group(work, work.group), work.number + 7),
    ),
    ...works.map((work) =>
      answering(at(`release-group/${rivalOf(work)}`), group(work, rivalOf(work)), work.number + 3),
    ),
    ...[...artists.values()].map((work) =>
      answering(
        at(`artist/${work.artistId}`),
        { id: work.artistId, genres: votes(work.genres) },
        work.number + 5,
      ),
    ),
  ];
}

function answering(on: ReplayRoute['on'], body: object, seed: number): ReplayRoute {
  return { on, answers: { body, afterMs: 150 + ((seed * 97) % 251) } };
}

const at = (path: string) => (request: ReplayRequest) => request.path.startsWith(`/ws/2/${path}?`);

function isSearch({ path }: ReplayRequest, { title, artist }: Work): boolean {
  if (!path.startsWith('/ws/2/release?')) return false;
  const query = new URL(path, 'http://localhost').searchParams.get('query') ?? '';
  return query.includes(`(${title})`) && query.includes(`(${artist})`);
}

const rivalOf = ({ number }: Work) => id('d', number);

function search(work: Work) {
  if (work.kind === 'unknown') return { releases: [] };
  const editions = [1998, 2004, 2016].map((year, edition) =>
    release(work, { id: edition === 0 ? work.release : id('e', work.number * 10 + edition), year }),
  );
  const rival = release(work, { id: id('f', work.number), year: 1999, group: rivalOf(work) });
  return { releases: work.kind === 'rival' ? [...editions, rival] : editions };
}

function release(
  work: Work,
  { id: release, year, group: of = work.group }: { id: string; year: number; group?: string },
) {
  return {
    id: release,
    score: 100,
    title: work.title,
    'artist-credit': creditOf(work),
    'release-group': { id: of, title: work.title, 'primary-type': 'Album' },
    date: `${year}-03-01`,
    country: 'GB',
    'track-count': tracksEach,
  };
}

function group(work: Work, which: string) {
  return {
    id: which,
    title: work.title,
    'primary-type': 'Album',
    'first-release-date': '1998-03-01',
    'artist-credit': creditOf(work),
    genres: work.kind === 'without-genres' ? [] : votes(work.genres),
    tags: [],
  };
}

const creditOf = ({ artist, artistId }: Work) => [
  { name: artist, artist: { id: artistId, name: artist } },
];
const votes = (names: readonly string[]) =>
  names.map((name, rank) => ({ name, count: 9 - 2 * rank }));
