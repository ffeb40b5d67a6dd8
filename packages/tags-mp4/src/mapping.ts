import type { FieldName } from '@earmark/core';

const freeform = (...names: string[]): string[] =>
  names.map((name) => `----:com.apple.iTunes:${name}`);

/**
 * Where each field lives. In every list the first place is where the field is written when it is nowhere yet;
 * reading takes the first place that has a value; a change reaches every place that has one.
 *
 * Places are the names of items in the list of tags (`ilst`): four characters, one part of a pair (`trkn/1` is
 * 3 and `trkn/2` is 12 in `3/12`), or a freeform item by its owner and name, the name in any case.
 */
export const mapping: Readonly<Record<FieldName, readonly string[]>> = {
  title: ['©nam'],
  subtitle: [...freeform('SUBTITLE'), '©st3'],
  artist: ['©ART'],
  artists: freeform('ARTISTS'),
  albumartist: ['aART'],
  album: ['©alb'],
  track: ['trkn/1'],
  tracktotal: ['trkn/2'],
  disc: ['disk/1'],
  disctotal: ['disk/2'],
  date: ['©day'],
  year: ['©day'],
  originaldate: freeform('ORIGINALDATE', 'ORIGINALYEAR'),
  genre: ['©gen', 'gnre'],
  style: freeform('STYLE'),
  mood: freeform('MOOD'),
  label: freeform('LABEL'),
  publisher: [...freeform('PUBLISHER'), '©pub'],
  barcode: freeform('BARCODE', 'UPC'),
  catalognumber: freeform('CATALOGNUMBER'),
  isrc: freeform('ISRC'),
  isbn: freeform('ISBN'),
  asin: freeform('ASIN', 'AUDIBLE_ASIN'),
  musicbrainz_recordingid: freeform('MusicBrainz Track Id'),
  musicbrainz_releasetrackid: freeform('MusicBrainz Release Track Id'),
  musicbrainz_albumid: freeform('MusicBrainz Album Id'),
  musicbrainz_releasegroupid: freeform('MusicBrainz Release Group Id'),
  musicbrainz_artistid: freeform('MusicBrainz Artist Id'),
  musicbrainz_albumartistid: freeform('MusicBrainz Album Artist Id'),
  discogs_releaseid: freeform('DISCOGS_RELEASE_ID'),
  discogs_masterid: freeform('DISCOGS_MASTER_ID'),
  compilation: ['cpil'],
  comment: ['©cmt'],
  description: ['desc', 'ldes'],
  language: freeform('LANGUAGE'),
  composer: ['©wrt', '©com'],
  narrator: [...freeform('NARRATOR'), '©nrt'],
  series: [...freeform('SERIES'), '©mvn'],
  seriespart: [...freeform('SERIES-PART', 'SERIESPART'), '©mvi'],
  lyrics: ['©lyr'],
  bpm: ['tmpo', ...freeform('BPM')],
  replaygain_track_gain: freeform('replaygain_track_gain'),
  replaygain_track_peak: freeform('replaygain_track_peak'),
  replaygain_album_gain: freeform('replaygain_album_gain'),
  replaygain_album_peak: freeform('replaygain_album_peak'),
};

/** Items that hold two numbers, with the length of their value in bytes. */
export const pairItems: ReadonlyMap<string, number> = new Map([
  ['trkn', 8],
  ['disk', 6],
]);

/** Items that hold one number, with its length in bytes. */
export const numberItems: ReadonlyMap<string, number> = new Map([
  ['tmpo', 2],
  ['cpil', 1],
  ['©mvi', 2],
]);

/** The genre by its number in ID3v1, counted from 1. */
export const genreNumber = 'gnre';

/** What players need to cut silence and to level the sound: no fields, never touched. */
export const playerItems: ReadonlySet<string> = new Set(
  freeform('itunsmpb', 'itunnorm').map((name) => name.toLowerCase()),
);
