import type { Candidate, Claim } from '@earmark/core';

/** What a dump says of one album. Its tracks, where the dump has them, come with it. */
export type AlbumRecord = {
  readonly kind: 'album';
  /** Its artist, where it has exactly one and the index knows people: their claims stand in where it has none. */
  readonly person?: string;
} & Omit<Candidate, 'searchScore'>;

/** What a dump says of an artist, for the albums that say nothing themselves. */
export interface PersonRecord {
  readonly kind: 'person';
  readonly id: string;
  readonly claims: readonly Claim[];
  /** Its own name first, then what it is also called. Albums are found by these, too. */
  readonly names?: readonly string[];
}
export type IndexRecord = AlbumRecord | PersonRecord;

type PackedClaim = readonly [value: string, perMille: number, level: Claim['level']];
interface PackedAlbum extends Omit<AlbumRecord, 'kind' | 'id' | 'claims'> {
  readonly genres: readonly PackedClaim[];
}

/** Claims take most of a row: the field is left out where all speak of genres, strengths are whole numbers. */
export const packClaims = (claims: readonly Claim[]): readonly PackedClaim[] =>
  claims.map(({ value, strength, level }) => [value, Math.round(strength * 1000), level]);

const unpackClaims = (packed: readonly PackedClaim[]): readonly Claim[] =>
  packed.map(([value, perMille, level]) => ({
    field: 'genre',
    value,
    strength: perMille / 1000,
    level,
  }));

export function packAlbum({ kind: _kind, id: _id, claims, ...rest }: AlbumRecord): string {
  return JSON.stringify({ ...rest, genres: packClaims(claims) });
}

export function unpackAlbum(id: string, body: string): AlbumRecord {
  const { genres, ...rest } = JSON.parse(body) as PackedAlbum;
  return { kind: 'album', id, ...rest, claims: unpackClaims(genres) };
}

export const unpackPerson = (body: string): readonly Claim[] =>
  unpackClaims(JSON.parse(body) as readonly PackedClaim[]);

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** MusicBrainz' identifiers take 16 bytes in place of 36, twice a row. */
export const packId = (id: string): string | Uint8Array =>
  uuid.test(id) ? Buffer.from(id.replaceAll('-', ''), 'hex') : id;

export function unpackId(id: string | Uint8Array): string {
  if (typeof id === 'string') return id;
  const hex = Buffer.from(id).toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
