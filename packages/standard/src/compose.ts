import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import {
  type ConfigContext,
  EarmarkError,
  type EarmarkOptions,
  type Sink,
  type Store,
  type TagFormat,
} from '@earmark/core';
import type { Id3Options } from '@earmark/tags-id3';
import type { TranscodeSinkOptions } from '@earmark/transcoder';
import { type BookPlugins, bookPlugins, bookRecipes, sidecars, wantsBooks } from './books.ts';
import { withCredentials } from './credentials.ts';
import { defaultSources, isOnline, userAgent } from './default-sources.ts';
import { standardRecipes } from './recipes/index.ts';

const day = 24 * 3600 * 1000;

/**
 * What the configuration leaves out: a laptop with SQLite, file locks, and the sources that there are keys for;
 * with EARMARK_DATABASE_URL one of many machines with PostgreSQL.
 * Only what is used is loaded.
 */
export async function standardOptions(
  given: ConfigContext,
  options: EarmarkOptions = {},
): Promise<EarmarkOptions> {
  const state = await defaultState(options, given);
  try {
    const { context, secrets } = await withCredentials(given, state.store);
    const own = secrets === undefined ? options : { secrets, ...options };
    const books = await bookPlugins(context, state.locks);
    return { ...(await pluginsOf(context, own, books)), ...state };
  } catch (error) {
    await state.store.close();
    throw error;
  }
}

async function pluginsOf(
  context: ConfigContext,
  options: EarmarkOptions,
  books: BookPlugins,
): Promise<EarmarkOptions> {
  const hasBooks = wantsBooks(context.env);
  return {
    ...options,
    account: context.account,
    sources: (options.sources ?? [...(await defaultSources(context)), ...books.sources]).filter(
      (source) => !context.offline || !isOnline(source),
    ),
    policies: options.policies ?? [
      (await import('@earmark/genres')).createGenrePolicy(),
      ...(hasBooks ? [(await import('@earmark/fields')).createBookPolicy()] : []),
    ],
    hints: options.hints ?? [(await import('@earmark/genres')).createContextHints()],
    sinks: options.sinks ?? [
      await defaultSink(context),
      await defaultTranscodeSink(context),
      ...(books.sink ? [books.sink] : []),
      sidecars([]),
    ],
    recipes: [
      ...standardRecipes(coversPlace(context)),
      ...(hasBooks ? bookRecipes(context, books) : []),
      ...(options.recipes ?? []),
    ],
    http: { ...(await defaultHttp(context)), ...options.http },
  };
}

const coversPlace = ({ state, offline, env: { FFMPEG_PATH: ffmpeg } }: ConfigContext) => ({
  folder: resolve(state, 'covers'),
  offline,
  ...(ffmpeg ? { ffmpeg } : {}),
});

/** One database for all machines where there is one, else this machine's own files. */
async function defaultState(
  { store, locks, leases }: EarmarkOptions,
  { env, state: folder, account }: ConfigContext,
): Promise<Pick<EarmarkOptions, 'locks' | 'leases'> & { readonly store: Store }> {
  const { EARMARK_DATABASE_URL: url } = env;
  if (url) {
    const postgres = await import('@earmark/postgres');
    return {
      store: store ?? postgres.createPostgresStore({ url, folder }),
      locks: locks ?? postgres.createPostgresLock({ url, account }),
      leases: leases ?? 'target',
    };
  }
  return {
    store: store ?? (await import('@earmark/store')).createSqliteStore({ folder }),
    locks: locks ?? (await machineLocks()),
    leases: leases ?? 'account',
  };
}

/** Beside the files; for a server, which has no folder, in one that all of this user's processes share. */
export async function machineLocks() {
  const { createFileLock } = await import('@earmark/lock');
  return createFileLock({ folder: join(tmpdir(), `earmark-locks-${userInfo().uid}`) });
}

const id3Versions = ['2.3', '2.4', 'keep'] as const;

/** Tags of files. EARMARK_ID3 says which version of ID3v2 is written. */
export async function defaultSink({ env }: Pick<ConfigContext, 'env'> = { env: {} }) {
  const { EARMARK_ID3: wanted } = env;
  const id3 = id3Versions.find((version) => version === wanted);
  if (wanted && id3 === undefined)
    throw new EarmarkError(
      'config',
      `EARMARK_ID3 is 2.3, 2.4 or keep, not ${JSON.stringify(wanted)}`,
    );
  const { createTagSink } = await import('@earmark/tags');
  return createTagSink({ formats: await allFormats(id3 && { id3 }) });
}

/** ffmpeg from PATH, or where the environment says it is. */
export async function defaultTranscodeSink(
  { env }: ConfigContext,
  more: Pick<TranscodeSinkOptions, 'keepDays' | 'onProgress'> = {},
): Promise<Sink> {
  const { createTranscodeSink } = await import('@earmark/transcoder');
  const { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe } = env;
  return createTranscodeSink({
    ...(ffmpeg ? { ffmpeg } : {}),
    ...(ffprobe ? { ffprobe } : {}),
    ...more,
  });
}

/** Native formats first: they are asked in this order. */
export async function allFormats(id3Options: Id3Options = {}): Promise<readonly TagFormat[]> {
  const [id3, xiph, mp4, taglib] = await Promise.all([
    import('@earmark/tags-id3'),
    import('@earmark/tags-xiph'),
    import('@earmark/tags-mp4'),
    import('@earmark/tags-taglib'),
  ]);
  return [
    id3.createId3Format(id3Options),
    xiph.createXiphFormat(),
    mp4.createMp4Format(),
    taglib.createTaglibFormat(),
  ];
}

/** Answers stay on disk: hits for a month, misses for a day. */
async function defaultHttp({
  env,
  state,
}: ConfigContext): Promise<NonNullable<EarmarkOptions['http']>> {
  const { createSqliteCache } = await import('@earmark/store');
  return {
    userAgent: userAgent(env.EARMARK_CONTACT),
    cache: {
      store: createSqliteCache({ file: join(state, 'answers.db') }),
      hitMs: 30 * day,
      missMs: day,
    },
  };
}
