import { randomUUID } from 'node:crypto';
import { patchMedia, type ShelfBook } from './abs-media.ts';
import { type Asked, type Given, type StandIn, serve } from './serve.ts';

export interface AbsStandInOptions {
  readonly token: string;
  readonly books?: readonly Partial<ShelfBook>[];
  /** Default 2.36.0. */
  readonly version?: string;
  readonly permissions?: Readonly<Record<string, boolean>>;
  readonly metadataPrecedence?: readonly string[];
  /** A scan runs: after the first list it has this many books more, in front of the others, and lists come without a total. */
  readonly scanning?: number;
}
export interface AbsStandIn extends StandIn {
  readonly books: readonly ShelfBook[];
  /** As its scan would: a new book, or one changed by hand. */
  put(book: Partial<ShelfBook>): ShelfBook;
  /** It ended, as the real one does when it is told certain things; from then on nobody gets an answer. */
  readonly dead: string | undefined;
  readonly mostPatchesAtOnce: number;
  /** What PATCH was sent, in order. */
  readonly patches: readonly unknown[];
}

const library = 'aaaaaaaa-0000-4000-8000-000000000001';

/** A server like Audiobookshelf, with the ways in which it loses data and in which it ends. */
export async function createAbsStandIn(options: AbsStandInOptions): Promise<AbsStandIn> {
  const { token, version = '2.36.0', permissions = { update: true, upload: true } } = options;
  const books = new Map<string, ShelfBook>();
  const patches: unknown[] = [];
  let dead: string | undefined;
  let scanned = false;
  let time = 1_000;
  let [patching, mostPatchesAtOnce] = [0, 0];

  function put(book: Partial<ShelfBook>): ShelfBook {
    const id = book.id ?? randomUUID();
    time += 1;
    const known = books.get(id);
    const kept: ShelfBook = {
      ...nothing,
      path: `/books/${id}`,
      title: 'Untitled',
      authors: [],
      narrators: [],
      series: [],
      genres: [],
      tags: [],
      duration: 3_600,
      chapters: [],
      ...known,
      ...book,
      id,
      addedAt: known?.addedAt ?? book.addedAt ?? time,
      updatedAt: time,
    };
    books.set(id, kept);
    return kept;
  }
  for (const book of options.books ?? []) put(book);

  async function answer({ method, path, body }: Asked): Promise<Given> {
    const { pathname, searchParams } = new URL(path, 'http://x');
    if (pathname === '/api/authorize' && method === 'POST')
      return { body: { user: { username: 'earmark', type: 'user', permissions } } };
    if (pathname === '/api/libraries') return { body: { libraries: [theLibrary()] } };
    if (pathname === `/api/libraries/${library}/items`) return { body: list(searchParams) };
    if (pathname === `/api/libraries/${library}/scan` && method === 'POST') return { body: 'OK' };
    if (pathname === '/api/items/batch/get') {
      const { libraryItemIds } = JSON.parse(body.toString()) as { libraryItemIds: string[] };
      const found = libraryItemIds.flatMap((id) => books.get(id) ?? []);
      return { body: { libraryItems: found.map(itemOf) } };
    }
    const [, id = '', what] = /^\/api\/items\/([^/]+)(?:\/(\w+))?$/.exec(pathname) ?? [];
    const book = books.get(id);
    if (book === undefined) return { status: 404, body: 'Not Found' };
    if (method === 'GET') return { body: itemOf(book) };
    if (permissions.update === false) return { status: 403, body: 'Forbidden' };
    if (what === 'cover') {
      put({ ...book, cover: method === 'DELETE' ? undefined : `/metadata/items/${id}/cover.jpg` });
      return { body: method === 'DELETE' ? 'OK' : { success: true } };
    }
    const told = JSON.parse(body.toString()) as Record<string, unknown>;
    if (what === 'chapters') {
      put({ ...book, chapters: told.chapters as ShelfBook['chapters'] });
      return { body: { success: true, updated: true } };
    }
    return patch(book, told);
  }

  async function patch(book: ShelfBook, told: Record<string, unknown>): Promise<Given> {
    patches.push(told);
    patching += 1;
    mostPatchesAtOnce = Math.max(mostPatchesAtOnce, patching);
    await new Promise((resolve) => setTimeout(resolve, 2));
    if (patching > 1) dead ??= 'two PATCHes at once';
    const { changed, ends } = patchMedia(book, told);
    patching -= 1;
    dead ??= ends;
    const isNew = JSON.stringify({ ...book, ...changed }) !== JSON.stringify(book);
    const now = isNew ? put({ ...book, ...changed }) : book;
    return { body: { ...(isNew ? { updated: true } : {}), libraryItem: itemOf(now) } };
  }

  function list(query: URLSearchParams) {
    const [limit, page] = [Number(query.get('limit')), Number(query.get('page'))];
    const all = [...books.values()].sort((a, b) => a.addedAt - b.addedAt);
    if (query.get('desc') === '1') all.reverse();
    if (options.scanning !== undefined && !scanned) {
      scanned = true;
      for (let at = 0; at < options.scanning; at += 1) put({ addedAt: 0 });
    }
    const results = limit > 0 ? all.slice(page * limit, (page + 1) * limit) : all;
    const total = options.scanning === undefined ? { total: all.length } : {};
    return { results: results.map(itemOf), ...total, limit, page };
  }

  const theLibrary = () => ({
    id: library,
    name: 'Books',
    mediaType: 'book',
    folders: [{ fullPath: '/books' }],
    settings: {
      metadataPrecedence: options.metadataPrecedence ?? ['audioMetatags', 'absMetadata'],
    },
  });

  const server = await serve(async (asked) => {
    if (dead !== undefined) throw new Error(dead);
    if (asked.path.includes('%%%')) dead = 'a bad percent in a filter';
    const status = { app: 'audiobookshelf', serverVersion: version };
    if (asked.path === '/status') return { body: status };
    if (asked.headers.authorization !== `Bearer ${token}`)
      return { status: 401, body: 'Unauthorized' };
    const given = await answer(asked);
    if (dead !== undefined) throw new Error(dead);
    return given;
  });
  return {
    ...server,
    put,
    patches,
    get books() {
      return [...books.values()];
    },
    get dead() {
      return dead;
    },
    get mostPatchesAtOnce() {
      return mostPatchesAtOnce;
    },
  };
}

/** What a book without metadata has in these fields. */
const nothing = {
  subtitle: null,
  publishedYear: null,
  publisher: null,
  description: null,
  isbn: null,
  asin: null,
  language: null,
  explicit: false,
  abridged: false,
};

function itemOf(book: ShelfBook): object {
  const { id, path, addedAt, updatedAt, cover, duration, chapters, tags, isMissing } = book;
  const { title, subtitle, authors, narrators, series, genres, publishedYear } = book;
  const { publisher, description, isbn, asin, language, explicit, abridged } = book;
  return {
    id,
    libraryId: library,
    path,
    addedAt,
    updatedAt,
    isMissing: isMissing ?? false,
    isInvalid: false,
    mediaType: 'book',
    media: {
      metadata: {
        title,
        subtitle,
        authors: authors.map((name) => ({ id: name.toLowerCase(), name })),
        narrators,
        series: series.map(({ name, sequence }) => ({ id: name, name, sequence })),
        genres,
        publishedYear,
        publisher,
        description,
        isbn,
        asin,
        language,
        explicit,
        abridged,
      },
      tags,
      coverPath: cover ?? null,
      duration,
      numTracks: 1,
      chapters,
    },
  };
}
