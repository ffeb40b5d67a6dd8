import type { FieldName } from '@earmark/core';

/** How one field is stored in Vorbis comments: data that the code and the docs' table read. */
export interface XiphField {
  /** The field's name in this house. */
  readonly field: FieldName;
  /**
   * Comment names, in order of trust. The first that has a value is read; all that are present are kept in
   * agreement when the field is set; the first is written where none is present.
   */
  readonly names: readonly string[];
  /** The field whose comments may carry this one behind a slash: `3/12`. */
  readonly behind?: FieldName;
  /** The name that Opus has for it (RFC 7845), in a unit of its own: see `r128.ts`. */
  readonly opus?: string;
}

const plain = (field: FieldName, ...names: string[]): XiphField => ({ field, names });

export const xiphFields: readonly XiphField[] = [
  plain('title', 'TITLE'),
  plain('subtitle', 'SUBTITLE'),
  plain('artist', 'ARTIST'),
  plain('artists', 'ARTISTS'),
  plain('albumartist', 'ALBUMARTIST', 'ALBUM ARTIST', 'ALBUM_ARTIST'),
  plain('album', 'ALBUM'),
  plain('track', 'TRACKNUMBER', 'TRACK'),
  { field: 'tracktotal', names: ['TRACKTOTAL', 'TOTALTRACKS'], behind: 'track' },
  plain('disc', 'DISCNUMBER', 'DISC'),
  { field: 'disctotal', names: ['DISCTOTAL', 'TOTALDISCS'], behind: 'disc' },
  plain('date', 'DATE', 'YEAR'),
  plain('originaldate', 'ORIGINALDATE', 'ORIGINALYEAR'),
  plain('genre', 'GENRE'),
  plain('style', 'STYLE'),
  plain('mood', 'MOOD'),
  plain('label', 'LABEL', 'ORGANIZATION'),
  plain('publisher', 'PUBLISHER'),
  plain('barcode', 'BARCODE', 'UPC', 'EAN'),
  plain('catalognumber', 'CATALOGNUMBER', 'CATALOG NUMBER', 'CATALOG', 'LABELNO'),
  plain('isrc', 'ISRC'),
  plain('isbn', 'ISBN'),
  plain('asin', 'ASIN'),
  plain('musicbrainz_recordingid', 'MUSICBRAINZ_TRACKID'),
  plain('musicbrainz_releasetrackid', 'MUSICBRAINZ_RELEASETRACKID'),
  plain('musicbrainz_albumid', 'MUSICBRAINZ_ALBUMID'),
  plain('musicbrainz_releasegroupid', 'MUSICBRAINZ_RELEASEGROUPID'),
  plain('musicbrainz_artistid', 'MUSICBRAINZ_ARTISTID'),
  plain('musicbrainz_albumartistid', 'MUSICBRAINZ_ALBUMARTISTID'),
  plain('discogs_releaseid', 'DISCOGS_RELEASE_ID'),
  plain('discogs_masterid', 'DISCOGS_MASTER_ID'),
  plain('compilation', 'COMPILATION'),
  plain('comment', 'COMMENT'),
  plain('description', 'DESCRIPTION'),
  plain('language', 'LANGUAGE'),
  plain('composer', 'COMPOSER'),
  plain('narrator', 'NARRATOR'),
  plain('series', 'SERIES'),
  plain('seriespart', 'SERIES-PART', 'SERIESPART'),
  plain('lyrics', 'LYRICS', 'UNSYNCEDLYRICS', 'SYNCEDLYRICS'),
  plain('bpm', 'BPM', 'TEMPO'),
  {
    ...plain('replaygain_track_gain', 'REPLAYGAIN_TRACK_GAIN', 'R128_TRACK_GAIN'),
    opus: 'R128_TRACK_GAIN',
  },
  plain('replaygain_track_peak', 'REPLAYGAIN_TRACK_PEAK'),
  {
    ...plain('replaygain_album_gain', 'REPLAYGAIN_ALBUM_GAIN', 'R128_ALBUM_GAIN'),
    opus: 'R128_ALBUM_GAIN',
  },
  plain('replaygain_album_peak', 'REPLAYGAIN_ALBUM_PEAK'),
];

/** Names that hold no more of a date than its year. */
export const yearNames: ReadonlySet<string> = new Set(['YEAR', 'ORIGINALYEAR']);

/** All names of a field: those of the table, and its own, which some programs write. */
export const namesOf = ({ field, names }: XiphField): readonly string[] => {
  const own = field.toUpperCase();
  return names.includes(own) ? names : [...names, own];
};

/** Comments that hold a picture: counted, never read. */
export const pictureNames: ReadonlySet<string> = new Set(['METADATA_BLOCK_PICTURE', 'COVERART']);
/** Comments that go with a picture or a chapter and are no fields. */
export const sideNames = /^(COVERARTMIME|CHAPTER\d+(NAME|URL)?)$/;
export const chapterNames = /^CHAPTER\d+$/;
