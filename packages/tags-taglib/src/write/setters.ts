import type { FieldName } from '@earmark/core';
import type { Tag } from 'node-taglib-sharp';

type Setter = (tag: Tag, values: readonly string[]) => void;
const first = (values: readonly string[]): string => values[0] ?? '';
const number = (values: readonly string[]): number => Number(values[0] ?? 0);

/** The fields that node-taglib-sharp sets in every format that it writes here. */
export const setters: Readonly<Partial<Record<FieldName, Setter>>> = {
  title: (tag, values) => {
    tag.title = first(values);
  },
  artist: (tag, values) => {
    tag.performers = [...values];
  },
  albumartist: (tag, values) => {
    tag.albumArtists = [...values];
  },
  album: (tag, values) => {
    tag.album = first(values);
  },
  genre: (tag, values) => {
    tag.genres = [...values];
  },
  composer: (tag, values) => {
    tag.composers = [...values];
  },
  comment: (tag, values) => {
    tag.comment = first(values);
  },
  year: (tag, values) => {
    tag.year = number(values);
  },
  track: (tag, values) => {
    tag.track = number(values);
  },
  tracktotal: (tag, values) => {
    tag.trackCount = number(values);
  },
  disc: (tag, values) => {
    tag.disc = number(values);
  },
  disctotal: (tag, values) => {
    tag.discCount = number(values);
  },
};

/** In MP4, lists that node-taglib-sharp would join: written as several values of one atom. */
export const mp4Lists: Readonly<Partial<Record<FieldName, string>>> = {
  artist: '\u00a9ART',
  albumartist: 'aART',
  genre: '\u00a9gen',
  composer: '\u00a9wrt',
};

/** What may change in the file's inventory with a field: its own names, and names that say the same. */
export const alsoChanged: Readonly<Partial<Record<FieldName, readonly FieldName[]>>> = {
  year: ['date'],
  track: ['tracktotal'],
  tracktotal: ['track'],
  disc: ['disctotal'],
  disctotal: ['disc'],
};
