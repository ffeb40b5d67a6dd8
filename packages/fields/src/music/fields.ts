import type { FieldName } from '@earmark/core';

/**
 * What a field is a property of, and so what has to be known before a word about it counts in full: the `work`, an
 * `edition` of it (most share their label), this very `pressing`, a `recording`, its `place` in the edition's list of
 * tracks, or the `track` of the pressing.
 */
export type About = 'work' | 'edition' | 'pressing' | 'recording' | 'place' | 'track';

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
  date: 'pressing',
  year: 'work',
  originaldate: 'work',
  label: 'edition',
  catalognumber: 'pressing',
  barcode: 'pressing',
  isrc: 'recording',
  musicbrainz_recordingid: 'recording',
  musicbrainz_releasetrackid: 'track',
  musicbrainz_albumid: 'pressing',
  musicbrainz_releasegroupid: 'work',
  musicbrainz_albumartistid: 'work',
  discogs_releaseid: 'pressing',
  discogs_masterid: 'work',
  compilation: 'work',
  composer: 'work',
  language: 'work',
} as const satisfies Partial<Record<FieldName, About>>;

export type MusicField = keyof typeof aboutFields;
export const musicFields = Object.keys(aboutFields) as readonly MusicField[];
