import type { AudiobooksOptions, Shelf } from '@earmark/audiobooks';
import {
  type ConfigContext,
  type Downloader,
  EarmarkError,
  type Finder,
  type LockStrategy,
  type Origin,
  type Recipe,
  type Sink,
  type Source,
} from '@earmark/core';
import { lazy } from './recipes/lazy.ts';

/** What there is for audiobooks, by what the environment says; each is left out where it says nothing. */
export interface BookPlugins {
  readonly finders: readonly Finder[];
  readonly downloader?: Downloader;
  /** The books of Audiobookshelf, what is written there, and where new ones are looked for. */
  readonly origin?: Origin;
  readonly sink?: Sink;
  readonly shelf?: Shelf;
  readonly sources: readonly Source[];
}

export type Env = ConfigContext['env'];

/** Of an older program with other names, too. */
export const said = (env: Env, ...names: readonly string[]): string | undefined =>
  names.map((name) => env[name]).find((value) => value !== undefined && value !== '');

/** Nothing is loaded and nobody is asked where nothing of audiobooks is set. */
export const wantsBooks = (env: Env): boolean =>
  said(
    env,
    ...['EARMARK_ABS_URL', 'ABS_URL', 'EARMARK_QBITTORRENT_URL', 'EARMARK_MAM_ID'],
    ...['EARMARK_GOOGLE_BOOKS_KEY', 'GOOGLE_BOOKS_API_KEY', 'EARMARK_AUDNEXUS_URL'],
  ) !== undefined;

/** `locks`: with them, one process of all machines at a time writes to Audiobookshelf. */
export async function bookPlugins(
  { env, offline }: ConfigContext,
  locks?: LockStrategy,
): Promise<BookPlugins> {
  if (offline || !wantsBooks(env)) return { finders: [], sources: [] };
  const [shelf, downloader, finder, googleBooks, audnexus] = await Promise.all([
    shelfOf(env, locks),
    downloaderOf(env),
    finderOf(env),
    googleBooksOf(env),
    audnexusOf(env),
  ]);
  return {
    ...shelf,
    ...(downloader && { downloader }),
    finders: finder ? [finder] : [],
    sources: [...(googleBooks ? [googleBooks] : []), audnexus],
  };
}

const sidecarFormats = ['json', 'opf'] as const;
export type SidecarName = (typeof sidecarFormats)[number];

/** `json,opf`, checked. */
export function sidecarNames(words: readonly string[], from: string): readonly SidecarName[] {
  return words.map((word) => {
    const found = sidecarFormats.find((name) => name === word);
    if (found) return found;
    throw new EarmarkError(
      'config',
      `${from}: unknown sidecar ${JSON.stringify(word)}. Valid: ${sidecarFormats.join(', ')}.`,
    );
  });
}

/** Files beside books: loaded when one is written or taken back. */
export function sidecars(write: readonly SidecarName[]): Sink {
  let loaded: Promise<Sink> | undefined;
  const sink = () => {
    loaded ??= import('@earmark/audiobooks').then((books) => books.createSidecarSink({ write }));
    return loaded;
  };
  return {
    spec: 1,
    kind: 'sink',
    name: 'sidecars',
    ...(write.length > 0 && {
      targetsOf: async (subject, ctx) => (await (await sink()).targetsOf?.(subject, ctx)) ?? [],
    }),
    plan: async (change, ctx) => (await sink()).plan(change, ctx),
    apply: async (plan, ctx) => (await sink()).apply(plan, ctx),
    inspect: async (plan, ctx) => (await sink()).inspect(plan, ctx),
    revert: async (receipt, ctx) => (await sink()).revert(receipt, ctx),
  };
}

async function shelfOf(env: Env, locks: LockStrategy | undefined) {
  const baseUrl = said(env, 'EARMARK_ABS_URL', 'ABS_URL');
  const token = said(env, 'EARMARK_ABS_TOKEN', 'ABS_TOKEN');
  if (baseUrl === undefined) return {};
  if (token === undefined)
    throw new EarmarkError(
      'config',
      'EARMARK_ABS_URL needs EARMARK_ABS_TOKEN: make an API key in Audiobookshelf under Settings, API Keys',
    );
  const abs = await import('@earmark/abs');
  const paths = pathsOf(env, 'EARMARK_ABS_PATHS');
  const libraries = listOf(env.EARMARK_ABS_LIBRARIES);
  const options = {
    ...{ baseUrl, token },
    ...(paths && { paths }),
    ...(libraries && { libraries }),
    ...(locks && { locks }),
  };
  return {
    origin: abs.createAbsOrigin(options),
    sink: abs.createAbsSink(options),
    shelf: abs.createAbsShelf(options),
  };
}

async function downloaderOf(env: Env): Promise<Downloader | undefined> {
  const {
    EARMARK_QBITTORRENT_URL: baseUrl,
    EARMARK_QBITTORRENT_USER: username,
    EARMARK_QBITTORRENT_PASSWORD: password,
    EARMARK_QBITTORRENT_KEY: apiKey,
  } = env;
  if (!baseUrl) return undefined;
  const { createQbittorrentDownloader } = await import('@earmark/qbittorrent');
  const paths = pathsOf(env, 'EARMARK_QBITTORRENT_PATHS');
  return createQbittorrentDownloader({
    baseUrl,
    ...(username && { username }),
    ...(password && { password }),
    ...(apiKey && { apiKey }),
    ...(paths && { paths }),
  });
}

async function finderOf(env: Env): Promise<Finder | undefined> {
  const { EARMARK_MAM_ID: mamId, EARMARK_MAM_URL: baseUrl } = env;
  if (!mamId) return undefined;
  const { createMamFinder } = await import('@earmark/mam');
  const hasPassword = said(env, 'MAM_USERNAME', 'MAM_PASSWORD') !== undefined;
  return createMamFinder({ mamId, hasPassword, ...(baseUrl && { baseUrl }) });
}

async function googleBooksOf(env: Env): Promise<Source | undefined> {
  const apiKey = said(env, 'EARMARK_GOOGLE_BOOKS_KEY', 'GOOGLE_BOOKS_API_KEY');
  const { EARMARK_GOOGLE_BOOKS_URL: baseUrl } = env;
  if (apiKey === undefined) return undefined;
  const { createGoogleBooksSource } = await import('@earmark/source-googlebooks');
  return createGoogleBooksSource({ apiKey, ...(baseUrl && { baseUrl }) });
}

async function audnexusOf(env: Env): Promise<Source> {
  const { createAudnexusSource } = await import('@earmark/source-audnexus');
  const { EARMARK_AUDNEXUS_URL: baseUrl } = env;
  return createAudnexusSource({ chapters: true, ...(baseUrl && { baseUrl }) });
}

/** What the workflow keeps to: where books go, and how many a day. */
export function bookSettings(env: Env): AudiobooksOptions {
  const { EARMARK_BOOKS_FOLDER: folder } = env;
  const perDay = numberOf(env, 'EARMARK_BOOKS_PER_DAY', 0);
  const dailyMax = numberOf(env, 'EARMARK_BOOKS_DAILY_MAX', 1);
  return {
    ...(folder && { library: { folder } }),
    ...(perDay !== undefined && { rule: { perDay } }),
    ...(dailyMax !== undefined && { dailyMax }),
  };
}

/** The ways of audiobooks by name, for hosts, schedules and workers: nothing of them is loaded before one is started. */
export function bookRecipes(
  { env }: ConfigContext,
  { finders, downloader, origin, shelf }: BookPlugins,
): readonly Recipe[] {
  const names = ['', '-search', '-downloads', '-unlink', '-coverage', '-enrich'].map(
    (part) => `books${part}`,
  );
  const load = async () => {
    const { createAudiobooks, createBookRecipes } = await import('@earmark/audiobooks');
    const audiobooks = createAudiobooks({
      ...bookSettings(env),
      finders,
      ...(downloader && { downloader }),
      ...(origin && { origin }),
      ...(shelf && { shelf }),
    });
    return createBookRecipes(() => audiobooks);
  };
  return names.map((name) =>
    lazy(name, async () => {
      const found = (await load()).find((recipe) => recipe.name === name);
      if (!found) throw new EarmarkError('internal', `@earmark/audiobooks has no recipe ${name}`);
      return found;
    }),
  );
}

const listOf = (text = ''): readonly string[] | undefined => {
  const words = text.split(',').flatMap((word) => word.trim() || []);
  return words.length > 0 ? words : undefined;
};

/** `/downloads=/mnt/nas/downloads,/books=/mnt/nas/books`: as the server says it, and where this machine has it. */
function pathsOf(env: Env, variable: string): Readonly<Record<string, string>> | undefined {
  const pairs = listOf(env[variable])?.map((pair) => {
    const at = pair.indexOf('=');
    if (at < 1 || at === pair.length - 1)
      throw new EarmarkError(
        'config',
        `${variable} must be pairs such as /downloads=/mnt/nas/downloads, not ${pair}`,
      );
    return [pair.slice(0, at), pair.slice(at + 1)] as const;
  });
  return pairs && Object.fromEntries(pairs);
}

function numberOf(env: Env, variable: string, least: number): number | undefined {
  const text = said(env, variable);
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new EarmarkError(
    'config',
    `${variable} must be a whole number from ${least} on, not ${text}`,
  );
}
