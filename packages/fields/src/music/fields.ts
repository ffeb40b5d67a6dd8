import type { FieldName } from '@earmark/core';

/**
 * What a field is a property of, and so what has to be known before a word about it counts in full: the `work`, this
 * `edition` of it, a `recording` on it, its `place` in this edition's list of tracks, or a `track` of the edition.
 */
export type About = 'work' | 'edition' | 'recording' | 'place' | 'track';

/** In the order they are decided. `date` goes before `year`: a year says less, and is left out where there is a date. */
export const aboutFields = {
  title: 'recording',
  artist: 'recording',
  album: 'work',
  albumartist: 'work',
  track: 'place',
  tracktotal: 'place',
  disc: 'place',
  disctotal: 'place',
  date: 'edition',
  year: 'work',
  originaldate: 'work',
  label: 'edition',
  catalognumber: 'edition',
  barcode: 'edition',
  isrc: 'recording',
  musicbrainz_recordingid: 'recording',
  musicbrainz_releasetrackid: 'track',
  musicbrainz_albumid: 'edition',
  musicbrainz_releasegroupid: 'work',
  musicbrainz_albumartistid: 'work',
  discogs_releaseid: 'edition',
  discogs_masterid: 'work',
  compilation: 'work',
  composer: 'work',
  language: 'work',
} as const satisfies Partial<Record<FieldName, About>>;

export type MusicField = keyof typeof aboutFields;
export const musicFields = Object.keys(aboutFields) as readonly MusicField[];
