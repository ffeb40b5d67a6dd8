import { basename } from 'node:path';
import type { Clock } from '@earmark/core';
import {
  type BuildProgress,
  type BuildResult,
  buildIndex,
  type Dump,
  type IndexRecord,
  linesOf,
  openDump,
} from '@earmark/source-index';
import { namesOfArtist } from '../aliases.ts';
import { artistLookup, groupLookup, read } from '../answers.ts';
import { candidateOf, claimsOf } from '../candidates.ts';

export interface BuildMusicBrainzIndexOptions {
  /**
   * The JSON dumps of MusicBrainz, `release-group.tar.xz` and `artist.tar.xz`; also unpacked (`.tar`), packed
   * otherwise (`.gz`), or the bare file of JSON lines. A name that begins with `artist` holds artists.
   */
  readonly dumps: readonly string[];
  /** Where the index goes; while it is built, `<file>.part` lies beside it. */
  readonly file: string;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: BuildProgress) => void;
  readonly clock?: Clock;
}

/** Builds the index from the dumps. Stopped or killed, the same call goes on with the same dumps. */
export function buildMusicBrainzIndex({
  dumps,
  ...options
}: BuildMusicBrainzIndexOptions): Promise<BuildResult> {
  return buildIndex({ ...options, source: 'musicbrainz', dumps: dumps.map(dumpOf) });
}

function dumpOf(path: string): Dump {
  const holdsArtists = basename(path).startsWith('artist');
  const entry = holdsArtists ? 'mbdump/artist' : 'mbdump/release-group';
  return {
    path,
    texts: (onRead, signal) =>
      linesOf(openDump(path, { entry, onRead, ...(signal ? { signal } : {}) }), path),
    parse: holdsArtists ? personOf : albumOf,
  };
}

function albumOf(line: string): IndexRecord {
  const group = read(groupLookup, JSON.parse(line), 'a release group of the dump');
  const { url: _url, ...candidate } = candidateOf(group);
  const person = candidate.ids?.['musicbrainz-artist'];
  return {
    kind: 'album',
    ...candidate,
    claims: claimsOf(group, 'release-group'),
    ...(person === undefined ? {} : { person }),
  };
}

/** Artists without genres or other names say nothing about an album. */
function personOf(line: string): IndexRecord | undefined {
  const artist = read(artistLookup, JSON.parse(line), 'an artist of the dump');
  const claims = claimsOf(artist, 'artist');
  const { id, name } = artist;
  const names = name ? namesOfArtist({ ...artist, name }).slice(0, mostNames) : [];
  return claims.length > 0 || names.length > 1 ? { kind: 'person', id, claims, names } : undefined;
}
/** Some artists have hundreds. */
const mostNames = 40;
