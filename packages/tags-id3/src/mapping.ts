import type { FieldName } from '@earmark/core';

/**
 * Where each field lives. In every list the first place is where the field is written when it is nowhere yet;
 * reading takes the first place that has a value; a change reaches every place that has one.
 *
 * Places in ID3v2: a frame (`TIT2`), a user text by its description in any case (`TXXX:BARCODE`), one part of
 * a pair (`TRCK/1` is 3 and `TRCK/2` is 12 in `3/12`), an identifier by its owner (`UFID:…`), a comment without
 * a description (`COMM`). They are named as in ID3v2.4; `olderFrames` has the names of ID3v2.2 and 2.3.
 */
export interface FieldPlaces {
  readonly id3v2: readonly string[];
  /** ID3v1 has room for one value of 30 Latin-1 bytes. */
  readonly id3v1?: 'title' | 'artist' | 'album' | 'year' | 'comment' | 'track' | 'genre';
  /** Item keys, in any case; parts of pairs as above. */
  readonly ape?: readonly string[];
  /** Chunks of a WAV file's INFO list. */
  readonly info?: readonly string[];
  /** Text chunks of an AIFF file. */
  readonly aiff?: readonly string[];
}

const userText = (...descriptions: string[]): FieldPlaces => ({
  id3v2: descriptions.map((description) => `TXXX:${description}`),
});
const both = (frame: string, ape: string): FieldPlaces => ({ id3v2: [frame], ape: [ape] });
const musicbrainz = (what: string, ape: string): FieldPlaces => ({
  id3v2: [`TXXX:MusicBrainz ${what} Id`],
  ape: [`MUSICBRAINZ_${ape}ID`],
});
const gain = (what: string): FieldPlaces => ({
  id3v2: [`TXXX:REPLAYGAIN_${what}`],
  ape: [`REPLAYGAIN_${what}`],
});

export const mapping: Readonly<Record<FieldName, FieldPlaces>> = {
  title: { id3v2: ['TIT2'], id3v1: 'title', ape: ['Title'], info: ['INAM'], aiff: ['NAME'] },
  subtitle: both('TIT3', 'Subtitle'),
  artist: { id3v2: ['TPE1'], id3v1: 'artist', ape: ['Artist'], info: ['IART'], aiff: ['AUTH'] },
  artists: { id3v2: ['TXXX:ARTISTS'], ape: ['Artists'] },
  albumartist: { id3v2: ['TPE2'], ape: ['Album Artist', 'AlbumArtist'] },
  album: { id3v2: ['TALB'], id3v1: 'album', ape: ['Album'], info: ['IPRD'] },
  track: { id3v2: ['TRCK/1'], id3v1: 'track', ape: ['Track/1'], info: ['ITRK', 'IPRT'] },
  tracktotal: { id3v2: ['TRCK/2'], ape: ['Track/2'] },
  disc: { id3v2: ['TPOS/1'], ape: ['Disc/1'] },
  disctotal: { id3v2: ['TPOS/2'], ape: ['Disc/2'] },
  date: { id3v2: ['TDRC'], id3v1: 'year', ape: ['Year'], info: ['ICRD'] },
  year: { id3v2: ['TDRC'], id3v1: 'year', ape: ['Year'], info: ['ICRD'] },
  originaldate: { id3v2: ['TDOR', 'TXXX:ORIGINALDATE'], ape: ['ORIGINALDATE'] },
  genre: { id3v2: ['TCON'], id3v1: 'genre', ape: ['Genre'], info: ['IGNR'] },
  style: { id3v2: ['TXXX:STYLE'], ape: ['Style'] },
  mood: { id3v2: ['TMOO', 'TXXX:MOOD'], ape: ['Mood'] },
  label: { id3v2: ['TPUB', 'TXXX:LABEL'], ape: ['Label'] },
  publisher: { id3v2: ['TXXX:PUBLISHER'], ape: ['Publisher'] },
  barcode: { id3v2: ['TXXX:BARCODE'], ape: ['Barcode'] },
  catalognumber: { id3v2: ['TXXX:CATALOGNUMBER'], ape: ['CatalogNumber'] },
  isrc: { id3v2: ['TSRC'], ape: ['ISRC'], info: ['ISRC'] },
  isbn: { id3v2: ['TXXX:ISBN'], ape: ['ISBN'] },
  asin: userText('ASIN', 'AUDIBLE_ASIN'),
  musicbrainz_recordingid: {
    id3v2: ['UFID:http://musicbrainz.org', 'TXXX:MusicBrainz Track Id'],
    ape: ['MUSICBRAINZ_TRACKID'],
  },
  musicbrainz_releasetrackid: musicbrainz('Release Track', 'RELEASETRACK'),
  musicbrainz_albumid: musicbrainz('Album', 'ALBUM'),
  musicbrainz_releasegroupid: musicbrainz('Release Group', 'RELEASEGROUP'),
  musicbrainz_artistid: musicbrainz('Artist', 'ARTIST'),
  musicbrainz_albumartistid: musicbrainz('Album Artist', 'ALBUMARTIST'),
  discogs_releaseid: both('TXXX:DISCOGS_RELEASE_ID', 'DISCOGS_RELEASE_ID'),
  discogs_masterid: both('TXXX:DISCOGS_MASTER_ID', 'DISCOGS_MASTER_ID'),
  compilation: both('TCMP', 'Compilation'),
  comment: { id3v2: ['COMM'], id3v1: 'comment', ape: ['Comment'], info: ['ICMT'], aiff: ['ANNO'] },
  description: userText('DESCRIPTION'),
  language: both('TLAN', 'Language'),
  composer: { id3v2: ['TCOM'], ape: ['Composer'], info: ['IMUS'] },
  narrator: userText('NARRATOR', 'NARRATEDBY'),
  series: { id3v2: ['TXXX:SERIES', 'MVNM'] },
  seriespart: { id3v2: ['TXXX:SERIES-PART', 'TXXX:SERIESPART', 'MVIN/1'] },
  lyrics: { id3v2: ['USLT', 'SYLT'], ape: ['Lyrics'] },
  bpm: both('TBPM', 'BPM'),
  replaygain_track_gain: gain('TRACK_GAIN'),
  replaygain_track_peak: gain('TRACK_PEAK'),
  replaygain_album_gain: gain('ALBUM_GAIN'),
  replaygain_album_peak: gain('ALBUM_PEAK'),
};

/** ID3v2.2 frames by their name in ID3v2.4 (or in 2.3, where 2.4 has none: the dates, and RVA, EQU). */
export const olderFrames: Readonly<Record<string, string>> = {
  BUF: 'RBUF',
  CNT: 'PCNT',
  COM: 'COMM',
  CRA: 'AENC',
  EQU: 'EQUA',
  ETC: 'ETCO',
  GEO: 'GEOB',
  GP1: 'GRP1',
  IPL: 'IPLS',
  LNK: 'LINK',
  MCI: 'MCDI',
  MLL: 'MLLT',
  MVI: 'MVIN',
  MVN: 'MVNM',
  PCS: 'PCST',
  PIC: 'APIC',
  POP: 'POPM',
  REV: 'RVRB',
  RVA: 'RVAD',
  SLT: 'SYLT',
  STC: 'SYTC',
  TAL: 'TALB',
  TBP: 'TBPM',
  TCM: 'TCOM',
  TCO: 'TCON',
  TCP: 'TCMP',
  TCR: 'TCOP',
  TCT: 'TCAT',
  TDA: 'TDAT',
  TDR: 'TDRL',
  TDS: 'TDES',
  TDY: 'TDLY',
  TEN: 'TENC',
  TFT: 'TFLT',
  TID: 'TGID',
  TIM: 'TIME',
  TKE: 'TKEY',
  TKW: 'TKWD',
  TLA: 'TLAN',
  TLE: 'TLEN',
  TMT: 'TMED',
  TOA: 'TOPE',
  TOF: 'TOFN',
  TOL: 'TOLY',
  TOR: 'TORY',
  TOT: 'TOAL',
  TP1: 'TPE1',
  TP2: 'TPE2',
  TP3: 'TPE3',
  TP4: 'TPE4',
  TPA: 'TPOS',
  TPB: 'TPUB',
  TRC: 'TSRC',
  TRD: 'TRDA',
  TRK: 'TRCK',
  TS2: 'TSO2',
  TSA: 'TSOA',
  TSC: 'TSOC',
  TSI: 'TSIZ',
  TSP: 'TSOP',
  TSS: 'TSSE',
  TST: 'TSOT',
  TT1: 'TIT1',
  TT2: 'TIT2',
  TT3: 'TIT3',
  TXT: 'TEXT',
  TXX: 'TXXX',
  TYE: 'TYER',
  UFI: 'UFID',
  ULT: 'USLT',
  WAF: 'WOAF',
  WAR: 'WOAR',
  WAS: 'WOAS',
  WCM: 'WCOM',
  WCP: 'WCOP',
  WFD: 'WFED',
  WPB: 'WPUB',
  WXX: 'WXXX',
};

/** Frames that ID3v2.4 brought: in an older tag the field goes to its next place. */
export const modernOnly: readonly string[] = ['TMOO'];
