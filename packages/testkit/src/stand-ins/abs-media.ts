export interface ShelfBook {
  readonly id: string;
  readonly path: string;
  readonly addedAt: number;
  readonly updatedAt: number;
  readonly isMissing?: boolean;
  readonly title: string | null;
  readonly subtitle?: string | null;
  readonly authors: readonly string[];
  readonly narrators: readonly string[];
  readonly series: readonly { readonly name: string; readonly sequence: string | null }[];
  readonly genres: readonly string[];
  readonly tags: readonly string[];
  readonly publishedYear?: string | null;
  readonly publisher?: string | null;
  readonly description?: string | null;
  readonly isbn?: string | null;
  readonly asin?: string | null;
  readonly language?: string | null;
  readonly explicit?: boolean;
  readonly abridged?: boolean;
  readonly duration: number;
  readonly chapters: readonly { id: number; start: number; end: number; title: string }[];
  readonly cover?: string | undefined;
}

type Told = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Told =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const lower = (text: string) => text.toLowerCase();
const allowed = new Set('p ol ul li a strong em del br b i'.split(' '));

/** What version 2.36 makes of a PATCH, as measured: what it ignores, coerces and loses, and what ends it. */
export function patchMedia(
  book: ShelfBook,
  { metadata, tags }: Told,
): { readonly changed: Partial<ShelfBook>; readonly ends?: string } {
  const told = isObject(metadata) ? metadata : {};
  const changed: Record<string, unknown> = {};
  for (const name of [
    'title',
    'subtitle',
    'publisher',
    'isbn',
    'asin',
    'language',
    'publishedYear',
  ])
    if (name in told) changed[name] = told[name] === null ? null : String(told[name]);
  if (typeof told.description === 'string') changed.description = sanitised(told.description);
  if (told.description === null) changed.description = null;
  for (const name of ['explicit', 'abridged'])
    if (name in told) changed[name] = Boolean(told[name]);
  for (const name of ['narrators', 'genres']) if (isTexts(told[name])) changed[name] = told[name];
  if (isTexts(tags)) changed.tags = tags;

  if (Array.isArray(told.authors)) {
    if (told.authors.includes(null)) return { changed: {}, ends: 'authors with null' };
    const names = told.authors.filter(isObject).map(({ name }) => String(name));
    if (new Set(names.map(lower)).size < names.length)
      return { changed: {}, ends: 'an author twice' };
    if (!sameSet(names, book.authors)) changed.authors = names;
  }
  if (Array.isArray(told.series)) {
    if (told.series.includes(null)) return { changed: {}, ends: 'series with null' };
    const entries = told.series.filter(isObject);
    if (entries.length === told.series.length && entries.every(({ name }) => name)) {
      const series = new Map<string, ShelfBook['series'][number]>();
      for (const { name, sequence } of entries)
        series.set(lower(String(name)), {
          name: String(name),
          sequence: typeof sequence === 'string' ? sequence : null,
        });
      const key = ({ name, sequence }: ShelfBook['series'][number]) => `${name}\t${sequence ?? ''}`;
      const next = [...series.values()];
      if (!sameSet(next.map(key), book.series.map(key))) changed.series = next;
    }
  }
  return { changed };
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string');

const sameSet = (a: readonly string[], b: readonly string[]) =>
  JSON.stringify(a.map(lower).sort()) === JSON.stringify(b.map(lower).sort());

function sanitised(html: string): string {
  return html
    .replace(/<(script|style)\b[^>]*>[\s\S]*?<\/\1>/gi, '')
    .replace(/<\/?([a-z][a-z0-9]*)\b[^>]*>/gi, (tag, name: string) =>
      allowed.has(lower(name)) ? tag.replace(/\son\w+="[^"]*"/gi, '') : '',
    )
    .replace(/<(?![/a-z])/gi, '&lt;');
}
