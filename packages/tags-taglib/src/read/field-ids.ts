import type { FieldName } from '@earmark/core';

/**
 * Which native names mean which field, after `plainId` took the namespace off and made them upper-case. The
 * names of the formats do not contradict each other but for those in `field-values.ts`.
 */
const idsByField: Readonly<Partial<Record<FieldName, readonly string[]>>> = {
  title: ['TITLE', 'TIT2', 'TT2', '©NAM', 'INAM', 'NAME', 'TRACK:TITLE', 'SEGMENT:TITLE'],
  subtitle: ['SUBTITLE', 'TIT3', 'TT3'],
  artist: ['ARTIST', 'TPE1', 'TP1', '©ART', 'AUTHOR', 'IART', 'AUTH', 'TRACK:ARTIST'],
  artists: ['ARTISTS'],
  albumartist: ['ALBUMARTIST', 'ALBUM ARTIST', 'TPE2', 'TP2', 'AART', 'ALBUM:ARTIST'],
  album: ['ALBUM', 'TALB', 'TAL', '©ALB', 'ALBUMTITLE', 'IPRD', 'ALBUM:TITLE'],
  track: ['TRACK', 'TRACKNUMBER', 'TRCK', 'TRK', 'TRKN', 'ITRK', 'IPRT', 'TRACK:PART_NUMBER'],
  tracktotal: ['TRACKTOTAL', 'TOTALTRACKS', 'ALBUM:TOTAL_PARTS'],
  disc: ['DISC', 'DISCNUMBER', 'TPOS', 'TPA', 'DISK', 'PARTOFSET', 'ALBUM:PART_NUMBER'],
  disctotal: ['DISCTOTAL', 'TOTALDISCS'],
  date: ['DATE', 'TDRC', 'TYER', 'TYE', '©DAY', 'YEAR', 'ICRD', 'ALBUM:DATE_RELEASED'],
  originaldate: ['ORIGINALDATE', 'TDOR', 'TORY', 'TOR', 'ORIGINALYEAR', 'ORIGINALRELEASETIME'],
  genre: ['GENRE', 'TCON', 'TCO', '©GEN', 'IGNR', 'GNRE', 'TRACK:GENRE', 'ALBUM:GENRE'],
  style: ['STYLE'],
  mood: ['MOOD', 'TMOO'],
  label: ['LABEL', 'ORGANIZATION', 'TPUB', 'TPB', 'TRACK:PUBLISHER'],
  publisher: ['PUBLISHER'],
  barcode: ['BARCODE'],
  catalognumber: ['CATALOGNUMBER', 'CATALOGNO'],
  isrc: ['ISRC', 'TSRC'],
  isbn: ['ISBN'],
  asin: ['ASIN'],
  musicbrainz_recordingid: ['MUSICBRAINZ_TRACKID', 'MUSICBRAINZ TRACK ID', 'UFID'],
  musicbrainz_releasetrackid: ['MUSICBRAINZ_RELEASETRACKID', 'MUSICBRAINZ RELEASE TRACK ID'],
  musicbrainz_albumid: ['MUSICBRAINZ_ALBUMID', 'MUSICBRAINZ ALBUM ID'],
  musicbrainz_releasegroupid: ['MUSICBRAINZ_RELEASEGROUPID', 'MUSICBRAINZ RELEASE GROUP ID'],
  musicbrainz_artistid: ['MUSICBRAINZ_ARTISTID', 'MUSICBRAINZ ARTIST ID'],
  musicbrainz_albumartistid: ['MUSICBRAINZ_ALBUMARTISTID', 'MUSICBRAINZ ALBUM ARTIST ID'],
  discogs_releaseid: ['DISCOGS_RELEASE_ID'],
  discogs_masterid: ['DISCOGS_MASTER_ID'],
  compilation: ['COMPILATION', 'TCMP', 'TCP', 'CPIL', 'ISCOMPILATION'],
  comment: ['COMMENT', 'COMM', 'COM', '©CMT', 'ICMT', 'ANNO'],
  description: ['DESCRIPTION', 'TDES', 'DESC'],
  language: ['LANGUAGE', 'TLAN', 'TLA'],
  composer: ['COMPOSER', 'TCOM', 'TCM', '©WRT'],
  narrator: ['NARRATOR'],
  series: ['SERIES'],
  seriespart: ['SERIES-PART', 'SERIESPART'],
  lyrics: ['LYRICS', 'UNSYNCEDLYRICS', 'USLT', 'ULT', 'SYLT', '©LYR'],
  bpm: ['BPM', 'TBPM', 'TBP', 'TMPO', 'BEATSPERMINUTE'],
  replaygain_track_gain: ['REPLAYGAIN_TRACK_GAIN'],
  replaygain_track_peak: ['REPLAYGAIN_TRACK_PEAK'],
  replaygain_album_gain: ['REPLAYGAIN_ALBUM_GAIN'],
  replaygain_album_peak: ['REPLAYGAIN_ALBUM_PEAK'],
};

const entries = Object.entries(idsByField) as readonly [FieldName, readonly string[]][];
const fieldById = new Map(entries.flatMap(([field, ids]) => ids.map((id) => [id, field] as const)));

export function fieldOf(id: string): FieldName | undefined {
  return fieldById.get(plainId(id));
}

/** `TXXX:BARCODE`, `----:com.apple.iTunes:BARCODE` and `WM/Barcode` are the same name. */
function plainId(id: string): string {
  const name = /^(?:TXXX:|----:com\.apple\.iTunes:|WM\/)(.*)$/is.exec(id)?.[1] ?? id;
  return name.replace(/^MusicBrainz\//i, 'MUSICBRAINZ ').toUpperCase();
}
