import type { FieldName } from '@earmark/core';

/** Fields that hold one line of text. Comments, blurbs and lyrics may have any shape. */
export const textFields: readonly FieldName[] = [
  'title',
  'artist',
  'artists',
  'albumartist',
  'album',
  'genre',
  'style',
  'mood',
  'composer',
  'label',
  'publisher',
  'narrator',
  'series',
];

/** Fields whose values are one name each: a separator in one of them joins what belongs apart. */
export const listFields: readonly FieldName[] = ['genre', 'style', 'mood', 'artists'];
