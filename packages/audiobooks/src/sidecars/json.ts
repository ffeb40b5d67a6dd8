import { type SidecarField, type SidecarFormat, seriesPairs } from './fields.ts';

const texts = {
  title: 'title',
  subtitle: 'subtitle',
  year: 'publishedYear',
  publisher: 'publisher',
  description: 'description',
  isbn: 'isbn',
  asin: 'asin',
  language: 'language',
} as const satisfies Partial<Record<SidecarField, string>>;
const lists = {
  artists: 'authors',
  narrator: 'narrators',
  genre: 'genres',
  tag: 'tags',
} as const satisfies Partial<Record<SidecarField, string>>;
const flags = ['explicit', 'abridged'] as const;

type Kept = Readonly<Record<string, unknown>>;

/** `metadata.json` as Audiobookshelf writes and reads it. Keys that are not ours, such as its chapters, stay. */
export const jsonFormat: SidecarFormat = {
  file: 'metadata.json',

  read(text) {
    const kept = parsed(text);
    if (kept === undefined) return undefined;
    const read: Record<string, readonly string[]> = {};
    for (const [field, key] of Object.entries(texts)) read[field] = given(kept[key]);
    for (const [field, key] of Object.entries(lists)) read[field] = listed(kept[key]);
    for (const key of flags) read[key] = kept[key] === true ? ['1'] : [];
    const series = listed(kept.series).map((entry) => {
      const at = entry.lastIndexOf(' #');
      return at < 1 ? ([entry, ''] as const) : ([entry.slice(0, at), entry.slice(at + 2)] as const);
    });
    read.series = series.map(([name]) => name);
    read.seriespart = series.some(([, part]) => part !== '') ? series.map(([, part]) => part) : [];
    return read;
  },

  write(set, text) {
    const next: Record<string, unknown> = { ...(text === undefined ? {} : parsed(text)) };
    for (const [field, key] of Object.entries(texts))
      if (set[field]) next[key] = set[field][0] ?? null;
    for (const [field, key] of Object.entries(lists)) if (set[field]) next[key] = set[field];
    for (const key of flags) if (set[key]) next[key] = set[key].length > 0;
    if (set.series)
      next.series = seriesPairs(set.series, set.seriespart).map(([name, part]) =>
        part === '' ? name : `${name} #${part}`,
      );
    return `${JSON.stringify(next, null, 2)}\n`;
  },
};

function parsed(text: string): Kept | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Kept) : undefined;
  } catch {
    return undefined;
  }
}

const given = (value: unknown): readonly string[] =>
  (typeof value === 'string' && value !== '') || typeof value === 'number' ? [String(value)] : [];
const listed = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string' && one !== '') : [];
