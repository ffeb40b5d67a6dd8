import { type Fields, isFieldName, type RandomAccess } from '@earmark/core';
import { fieldOf } from '../read/field-ids.ts';
import { alsoChanged } from '../write/setters.ts';
import { inventory } from './inventory.ts';

/** The names that a field may be stored under, for those that are not in the file yet. */
const stored = /^(?:id3v2|vorbis|ape|ilst|info|id3v1):(.*)$/;
const nameOf: Readonly<Record<string, readonly string[]>> = {
  title: ['TIT2', 'TITLE', '\u00a9nam', 'INAM'],
  artist: ['TPE1', 'ARTIST', '\u00a9ART', 'IART'],
  albumartist: ['TPE2', 'ALBUMARTIST', 'album artist', 'aART'],
  album: ['TALB', 'ALBUM', '\u00a9alb', 'IPRD', 'DIRC'],
  genre: ['TCON', 'GENRE', '\u00a9gen', 'gnre', 'IGNR'],
  composer: ['TCOM', 'COMPOSER', '\u00a9wrt', 'IWRI'],
  comment: ['COMM', 'COMMENT', 'DESCRIPTION', '\u00a9cmt', 'ICMT'],
  date: ['date', 'TDRC', 'DATE', 'YEAR', '\u00a9day', 'ICRD'],
  track: ['TRCK', 'TRACKNUMBER', 'TRACK', 'trkn', 'IPRT'],
  tracktotal: ['TRACKTOTAL', 'TRACKCOUNT', 'IFRM'],
  disc: ['TPOS', 'DISCNUMBER', 'DISC', 'disk'],
  disctotal: ['DISCTOTAL', 'DISCCOUNT'],
};
const prefixes = ['id3v2', 'vorbis', 'ape', 'ilst', 'info', 'id3v1'];

/** The writer makes this small box anew; it says what kind of tag follows, and nothing else. */
const tagHandler = 'mp4:/moov/udta/meta/hdlr';

export function* changes(file: RandomAccess, set: Fields): Iterable<string> {
  yield tagHandler;
  const fields = Object.keys(set)
    .filter(isFieldName)
    .flatMap((field) => [field, ...(alsoChanged[field] ?? [])]);
  for (const { key } of inventory(file)) {
    const name = stored.exec(key)?.[1];
    const field = name === undefined ? undefined : fieldOf(name);
    if (field !== undefined && fields.includes(field)) yield key;
  }
  for (const field of fields)
    for (const name of nameOf[field] ?? [])
      for (const prefix of prefixes)
        yield `${prefix}:${prefix === 'ape' || prefix === 'id3v1' ? name.toLowerCase() : name}`;
}
