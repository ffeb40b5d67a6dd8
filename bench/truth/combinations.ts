import { createHash } from 'node:crypto';
import { createGenrePolicy } from '@earmark/genres';
import { type Album, evidenceOf, labelsOf, type Voice } from './albums.ts';
import { type Judgement, judge, meant } from './judge.ts';

/** Who is asked. */
export const combinations: readonly (readonly Voice[])[] = [
  ['discogs'],
  ['lastfm'],
  ['spotify'],
  ['discogs', 'lastfm'],
  ['discogs', 'spotify'],
  ['lastfm', 'spotify'],
  ['discogs', 'lastfm', 'spotify'],
  ['discogs', 'tags'],
];

export interface JudgedAlbum extends Judgement {
  readonly album: Album;
  readonly belief: number;
}

const policy = createGenrePolicy();

/** Those that these voices know and people have a word for. */
export const knownTo = (voices: readonly Voice[], albums: readonly Album[]): readonly Album[] =>
  albums.filter(
    (album) => voices.every((voice) => album.ev[voice]) && meant(labelsOf(album)).length > 0,
  );

/** What the policy proposes for each of them, and how it stands to what people say. */
export const judged = (
  voices: readonly Voice[],
  albums: readonly Album[],
): readonly JudgedAlbum[] =>
  knownTo(voices, albums).flatMap((album) => {
    const [proposal] = policy.propose(evidenceOf(album, voices));
    if (proposal === undefined) return [];
    return [{ album, belief: proposal.belief, ...judge(proposal.after, labelsOf(album)) }];
  });

/** Albums of one artist are wrong together: they are in one of so many parts together. */
export const partOf = ({ artist }: Album, parts: number): number =>
  createHash('sha256').update(artist.toLowerCase()).digest().readUInt32BE(0) % parts;
