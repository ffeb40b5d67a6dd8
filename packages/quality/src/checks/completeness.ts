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
}

/** What every file of an album, and of a book, should say. */
export const wanted: Readonly<Record<CheckedAlbum['kind'], readonly WantedField[]>> = {
  album: [
    { fields: ['title'], severity: 'warning', points: 15 },
    { fields: ['artist', 'artists'], severity: 'warning', points: 15 },
    { fields: ['album'], severity: 'warning', points: 15 },
    { fields: ['track'], severity: 'warning', points: 8 },
    { fields: ['date', 'year', 'originaldate'], severity: 'warning', points: 8 },
    { fields: ['genre'], severity: 'warning', points: 10 },
  ],
  book: [
    { fields: ['album', 'title'], severity: 'warning', points: 20 },
    { fields: ['artist', 'albumartist', 'artists'], severity: 'warning', points: 20 },
    { fields: ['date', 'year', 'originaldate'], severity: 'info', points: 5 },
    { fields: ['narrator', 'composer'], severity: 'info', points: 5 },
  ],
};
/** The album's artist matters where its tracks have several. */
const severalArtists: WantedField = { fields: ['albumartist'], severity: 'warning', points: 8 };

export function pointsOfField(field: FieldName, kind: CheckedAlbum['kind']): number {
  const found = [...wanted[kind], severalArtists].find(({ fields }) => fields[0] === field);
  return found?.points ?? 0;
}

export function* checkCompleteness(album: CheckedAlbum): Generator<Found> {
  const single = album.files.length === 1;
  for (const { fields, severity } of wanted[album.kind]) {
    const [field] = fields;
    // A single file need not have a number or an album.
    if (single && album.kind === 'album' && (field === 'track' || field === 'album')) continue;
    const without = album.files.filter((file) => fields.every((each) => isEmpty(file, each)));
    if (without.length > 0) yield missing(field, severity, without, album);
  }
  const artists = new Set(
    album.files.map(({ fields }) => likeness(fields.artist?.join(', ') ?? '')),
  );
  const without = album.files.filter((file) => isEmpty(file, 'albumartist'));
  if (album.kind === 'album' && without.length > 0 && artists.size > 1)
    yield missing('albumartist', severalArtists.severity, without, album);
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
