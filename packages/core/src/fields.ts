/**
 * The names of fields, the same in every format, sink and policy. A field that is not here may still be read
 * (under the format's own name, lower-case), but nothing in this house decides about it.
 *
 * `form` is how a value is spelled in `Fields`, whatever the file has:
 * - `text`: as it stands in the file, NFC or not; never split, never joined
 * - `number`: decimal digits without leading zeros (`3`, not `03` or `3/12`); 0 is absent
 * - `date`: `1971`, `1971-06` or `1971-06-22`, as much as the file knows
 * - `flag`: `1`, or absent
 * - `gain`: a number with its unit where it has one (`-7.30 dB`, `0.988`)
 */
export interface FieldInfo {
  readonly form: 'text' | 'number' | 'date' | 'flag' | 'gain';
  /** Whether several values are usual. A reader gives all values of any field that has several. */
  readonly many: boolean;
  readonly meaning: string;
}

const one = (form: FieldInfo['form'], meaning: string): FieldInfo => ({
  form,
  many: false,
  meaning,
});
const many = (form: FieldInfo['form'], meaning: string): FieldInfo => ({
  form,
  many: true,
  meaning,
});

export const fieldInfos = {
  title: one('text', 'title of the track, of a book the chapter or the book'),
  subtitle: one('text', 'second line of the title'),
  artist: one('text', 'credit as printed: "Beth Hart & Joe Bonamassa"'),
  artists: many('text', 'the artists of the credit, one a value'),
  albumartist: one('text', 'credit of the whole album'),
  album: one('text', 'title of the album or book'),
  track: one('number', 'position on its disc'),
  tracktotal: one('number', 'tracks on its disc'),
  disc: one('number', 'number of the disc'),
  disctotal: one('number', 'number of discs'),
  date: one('date', 'release date of this edition'),
  year: one('number', 'the first four digits of date; setting it alone sets date to the year'),
  originaldate: one('date', 'first release of the work'),
  genre: many('text', 'genres, one a value'),
  style: many('text', 'styles, as Discogs has them; never mixed into genre'),
  mood: many('text', 'moods'),
  label: many('text', 'record label'),
  publisher: many('text', 'publisher of a book'),
  barcode: one('text', 'EAN or UPC'),
  catalognumber: many('text', "the label's number"),
  isrc: many('text', 'international standard recording code'),
  isbn: one('text', 'ISBN of a book'),
  asin: one('text', "Amazon's or Audible's number"),
  musicbrainz_recordingid: many('text', 'MusicBrainz recording (in files: "track id")'),
  musicbrainz_releasetrackid: many('text', 'MusicBrainz track on a release'),
  musicbrainz_albumid: many('text', 'MusicBrainz release'),
  musicbrainz_releasegroupid: many('text', 'MusicBrainz release group'),
  musicbrainz_artistid: many('text', 'MusicBrainz artists of the track'),
  musicbrainz_albumartistid: many('text', 'MusicBrainz artists of the album'),
  discogs_releaseid: one('text', 'Discogs release'),
  discogs_masterid: one('text', 'Discogs master'),
  compilation: one('flag', 'part of a compilation of various artists'),
  comment: many('text', 'free comment'),
  description: one('text', 'blurb of a book'),
  language: many('text', 'language of the words, as the file spells it'),
  composer: many('text', 'composers'),
  narrator: many('text', 'who reads the book'),
  series: many('text', 'series of a book'),
  seriespart: many('text', 'position in the series: "3", "1.5"'),
  lyrics: one('text', '"yes" where there are lyrics; reading only'),
  bpm: one('number', 'beats per minute'),
  replaygain_track_gain: one('gain', 'ReplayGain of the track'),
  replaygain_track_peak: one('gain', 'peak of the track'),
  replaygain_album_gain: one('gain', 'ReplayGain of the album'),
  replaygain_album_peak: one('gain', 'peak of the album'),
} as const satisfies Readonly<Record<string, FieldInfo>>;

export type FieldName = keyof typeof fieldInfos;
export const fieldNames = Object.keys(fieldInfos) as readonly FieldName[];
export const isFieldName = (name: string): name is FieldName => Object.hasOwn(fieldInfos, name);
