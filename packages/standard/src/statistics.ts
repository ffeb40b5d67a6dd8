import { extname } from 'node:path';
import type { FieldName, Subject } from '@earmark/core';

/** What a library should know of every file. */
const wanted: readonly FieldName[] = [
  'title',
  'artist',
  'album',
  'albumartist',
  'track',
  'date',
  'genre',
  'musicbrainz_albumid',
  'label',
];

export interface Count {
  readonly value: string;
  readonly files: number;
}
export interface LibrarySummary {
  readonly albums: number;
  readonly files: number;
  readonly hours: number;
  readonly completeness: readonly {
    readonly field: string;
    readonly share: number;
    readonly missing: number;
  }[];
  readonly genres: readonly Count[];
  readonly decades: readonly Count[];
  readonly formats: readonly Count[];
}
export interface Statistics {
  readonly albums: number;
  add(subject: Subject): void;
  summary(): LibrarySummary;
}

/** Counts only: memory grows with the number of genres, not of files. */
export function statistics(): Statistics {
  let albums = 0;
  let files = 0;
  let seconds = 0;
  const having = new Map<string, number>();
  const genres = new Map<string, number>();
  const decades = new Map<string, number>();
  const formats = new Map<string, number>();

  return {
    get albums() {
      return albums;
    },
    add({ targets, durationSeconds = 0 }) {
      albums += 1;
      seconds += durationSeconds;
      for (const { id, fields } of targets) {
        files += 1;
        for (const field of wanted) if ((fields[field]?.length ?? 0) > 0) up(having, field);
        for (const genre of fields.genre ?? []) up(genres, genre);
        const year = Number(fields.date?.[0]?.slice(0, 4) ?? fields.year?.[0]);
        if (year > 0) up(decades, `${Math.floor(year / 10) * 10}s`);
        up(formats, extname(id).slice(1).toLowerCase() || 'none');
      }
    },
    summary: () => ({
      albums,
      files,
      hours: seconds / 3600,
      completeness: wanted.map((field) => {
        const count = having.get(field) ?? 0;
        return { field, share: files === 0 ? 0 : count / files, missing: files - count };
      }),
      genres: byCount(genres),
      decades: [...byCount(decades)].sort((a, b) => (a.value < b.value ? -1 : 1)),
      formats: byCount(formats),
    }),
  };
}

const up = (counts: Map<string, number>, value: string) =>
  counts.set(value, (counts.get(value) ?? 0) + 1);

const byCount = (counts: ReadonlyMap<string, number>): readonly Count[] =>
  [...counts]
    .map(([value, files]) => ({ value, files }))
    .sort((a, b) => b.files - a.files || (a.value < b.value ? -1 : 1));
