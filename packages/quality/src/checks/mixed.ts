import { type FieldName, isVariousArtists } from '@earmark/core';
import type { CheckedAlbum, CheckedFile, Found } from '../issue.ts';
import { likeness } from '../text/likeness.ts';
import { shown } from '../text/show.ts';

interface Mixable {
  readonly field: FieldName;
  /** What must be one within an album. */
  readonly sameness: (value: string) => string;
  /** Compilations have tracks of many years. */
  readonly many?: boolean;
}
const mixable: readonly Mixable[] = [
  { field: 'album', sameness: (value) => likeness(withoutDisc(value)) },
  { field: 'albumartist', sameness: likeness },
  { field: 'date', sameness: (value) => value.slice(0, 4), many: true },
];
/** A majority of less proves nothing. */
const clear = 2 / 3;

/** Albums, album artists and years that differ within one album. Spellings of one name are another matter. */
export function* checkMixed(album: CheckedAlbum): Generator<Found> {
  if (album.kind === 'book') return;
  for (const { field, sameness, many } of mixable) {
    if (many && isCompilation(album)) continue;
    const groups = new Map<string, CheckedFile[]>();
    for (const file of album.files) {
      const value = file.fields[field]?.[0];
      if (value === undefined || value.trim() === '') continue;
      const key = sameness(value);
      groups.set(key, [...(groups.get(key) ?? []), file]);
    }
    if (groups.size > 1) yield found([...groups.values()], field, album);
  }
}

function found(groups: CheckedFile[][], field: FieldName, album: CheckedAlbum): Found {
  groups.sort((a, b) => b.length - a.length);
  const [main = [], ...others] = groups;
  const rest = others.flat();
  const values = groups.map((files) => {
    const value = files[0]?.fields[field]?.[0] ?? '';
    return `${shown(value)} in ${files.length}`;
  });
  const after = commonest(main, field);
  const all = main.length + rest.length;
  const changes = rest.map(({ sink, target, fields }) => ({
    sink,
    target,
    field,
    before: fields[field] ?? [],
    after,
  }));
  const name = field === 'date' ? 'year' : field;
  return {
    kind: 'mixed-values',
    field,
    evidence: `the ${album.files.length} files have more than one ${name}: ${values.slice(0, 4).join(', ')}`,
    files: rest.length,
    ...(main.length / all >= clear && { fix: { certain: false, changes } }),
  };
}

function commonest(files: readonly CheckedFile[], field: FieldName): readonly string[] {
  const counts = new Map<string, number>();
  for (const { fields } of files) {
    const key = JSON.stringify(fields[field]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1]);
  return (
    files.find(({ fields }) => JSON.stringify(fields[field]) === most?.[0])?.fields[field] ?? []
  );
}

function isCompilation({ files, creators }: CheckedAlbum): boolean {
  return (
    files.some(({ fields }) => fields.compilation?.[0] === '1') || creators.some(isVariousArtists)
  );
}

/** The discs of one set may say which they are. */
function withoutDisc(title: string): string {
  const bare = title.replace(/[\s,:-]*[[(]?\s*\b(?:cd|dis[ck])\s*#?\d{1,3}\b.*$/iu, '');
  return bare.trim() === '' ? title : bare;
}
