import { makeArtists } from './artists.ts';
import { makeClassical, makeCompilations } from './collections.ts';
import { createRandom, type Random } from './random.ts';
import { catalogueOf } from './works.ts';

/** A name as its owner writes it, and as shops abroad write it. Equal for most. */
export interface Name {
  readonly native: string;
  readonly latin: string;
}
export interface Artist {
  readonly id: string;
  readonly name: Name;
  readonly script: number | undefined;
  readonly genres: readonly string[];
  readonly label: string;
  readonly since: number;
}
export interface Recording {
  readonly id: string;
  readonly title: Name;
  readonly seconds: number;
  readonly guest?: Artist;
  /** Who plays it, where that is not the album's artist. */
  readonly by?: readonly Artist[];
}
export type WorkType = 'album' | 'ep' | 'single' | 'live' | 'compilation' | 'soundtrack' | 'remix';
/** What matching must find: a release group. */
export interface Work {
  readonly id: string;
  readonly title: Name;
  readonly artists: readonly Artist[];
  /** Composer and performers, where a library may name either. */
  readonly composer?: Name;
  readonly various: boolean;
  readonly type: WorkType;
  readonly year: number;
  readonly genres: readonly string[];
  /** Why it is hard: `self-titled`, `same-title`, `live` … */
  readonly traits: readonly string[];
  readonly releases: readonly Release[];
}
/** One pressing. */
export interface Release {
  readonly id: string;
  /** Behind the title: `(Deluxe Edition)`. */
  readonly suffix: string;
  readonly kind: 'original' | 'deluxe' | 'remaster' | 'reissue' | 'regional';
  readonly year: number;
  readonly label: string;
  readonly country: string;
  readonly barcode: string;
  readonly discs: readonly (readonly Recording[])[];
}
export interface World {
  readonly works: readonly Work[];
}

export function createWorld(seed: number, artistCount: number): World {
  const random: Random = createRandom(seed);
  const artists = makeArtists(random, artistCount);
  const works: Work[] = [];
  for (const artist of artists) works.push(...catalogueOf(random, artist, artists));
  works.push(...makeClassical(random, Math.ceil(artistCount / 4)));
  works.push(...makeCompilations(random, works, Math.ceil(artistCount / 5)));
  return { works };
}
