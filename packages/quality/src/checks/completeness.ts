import type { FieldName } from '@earmark/core';
import type { CheckedAlbum, CheckedFile, Found, Severity } from '../issue.ts';
import { likeness } from '../text/likeness.ts';
import { only, where } from './text.ts';

export interface WantedField {
  /** Any of them will do. */
  readonly fields: readonly [FieldName, ...FieldName[]];
  readonly severity: Severity;
  /** What an album loses where no file has it. */
  readonly points: number;
  /** Only there: a single file needs no number, and one artist no album artist. */
  readonly when?: 'several-files' | 'several-artists';
}

/** What every file of an album, and of a book, should say. */
export const wanted: Readonly<Record<CheckedAlbum['kind'], readonly WantedField[]>> = {
  album: [
    { fields: ['title'], severity: 'warning', points: 15 },
    { fields: ['artist', 'artists'], severity: 'warning', points: 15 },
    { fields: ['album'], severity: 'warning', points: 15, when: 'several-files' },
    { fields: ['track'], severity: 'warning', points: 8, when: 'several-files' },
    { fields: ['date', 'year', 'originaldate'], severity: 'warning', points: 8 },
    { fields: ['genre'], severity: 'warning', points: 10 },
    { fields: ['albumartist'], severity: 'warning', points: 8, when: 'several-artists' },
  ],
  book: [
    { fields: ['album', 'title'], severity: 'warning', points: 20 },
    { fields: ['artist', 'albumartist', 'artists'], severity: 'warning', points: 20 },
    { fields: ['date', 'year', 'originaldate'], severity: 'info', points: 5 },
    { fields: ['narrator', 'composer'], severity: 'info', points: 5 },
  ],
};
export function pointsOfField(field: FieldName, kind: CheckedAlbum['kind']): number {
  return wanted[kind].find(({ fields }) => fields[0] === field)?.points ?? 0;
}

export function* checkCompleteness(album: CheckedAlbum): Generator<Found> {
  const { files } = album;
  const artists = new Set(files.map(({ fields }) => likeness(fields.artist?.join(', ') ?? '')));
  const applies = { 'several-files': files.length > 1, 'several-artists': artists.size > 1 };
  for (const { fields, severity, when } of wanted[album.kind]) {
    if (when && !applies[when]) continue;
    const without = files.filter((file) => fields.every((each) => isEmpty(file, each)));
    if (without.length > 0) yield missing(fields[0], severity, without, album);
  }
}

function missing(
  field: FieldName,
  severity: Severity,
  files: readonly CheckedFile[],
  album: CheckedAlbum,
): Found {
  const evidence = `no ${field} ${where(files, album)}`;
  return { kind: 'missing-field', severity, field, evidence, files: files.length, ...only(files) };
}

const isEmpty = ({ fields }: CheckedFile, field: FieldName) =>
  !fields[field]?.some((value) => value.trim() !== '');
