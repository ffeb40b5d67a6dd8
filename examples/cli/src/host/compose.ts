import { join } from 'node:path';
import type { ConfigContext, EarmarkOptions, LoadedConfig, Source, TagFormat } from '@earmark/core';
import { createContextHints, createGenrePolicy } from '@earmark/genres';
import { createFileLock } from '@earmark/lock';
import { createDeezerSource } from '@earmark/source-deezer';
import { createDiscogsSource } from '@earmark/source-discogs';
import { createLastfmSource } from '@earmark/source-lastfm';
import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
import { createSpotifySource } from '@earmark/source-spotify';
import { createSqliteCache, createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createMp4Format } from '@earmark/tags-mp4';
import { createTaglibFormat } from '@earmark/tags-taglib';
import { createXiphFormat } from '@earmark/tags-xiph';

const day = 24 * 3600 * 1000;

/** What the configuration leaves out: a laptop with SQLite, file locks, and the sources that there are keys for. */
export function compose({ config, context }: LoadedConfig): EarmarkOptions {
  const { origins: _origins, ...options } = config;
  return {
    ...options,
    account: context.account,
    store: options.store ?? createSqliteStore({ folder: context.state }),
    locks: options.locks ?? createFileLock(),
    sources: options.sources ?? defaultSources(context),
    policies: options.policies ?? [createGenrePolicy()],
    hints: options.hints ?? [createContextHints()],
    sinks: options.sinks ?? [createTagSink({ formats: allFormats() })],
    http: {
      userAgent: userAgent(context.env.EARMARK_CONTACT),
      cache: {
        store: createSqliteCache({ file: join(context.state, 'answers.db') }),
        hitMs: 30 * day,
        missMs: day,
      },
      ...options.http,
    },
  };
}

/** Native formats first: they are asked in this order. */
export function allFormats(): readonly TagFormat[] {
  return [createId3Format(), createXiphFormat(), createMp4Format(), createTaglibFormat()];
}

export function defaultSources({ env }: ConfigContext): readonly Source[] {
  const { EARMARK_CONTACT: contact, EARMARK_MUSICBRAINZ_URL: mirror } = env;
  const sources: Source[] = [];
  if (contact || mirror) {
    sources.push(
      createMusicBrainzSource({
        ...(contact ? { contact } : {}),
        ...(mirror ? { baseUrl: mirror } : {}),
      }),
    );
  }
  const { EARMARK_DISCOGS_TOKEN: token } = env;
  if (token) sources.push(createDiscogsSource({ token }));
  const { EARMARK_LASTFM_KEY: apiKey } = env;
  if (apiKey) sources.push(createLastfmSource({ apiKey }));
  const { EARMARK_SPOTIFY_ID: clientId, EARMARK_SPOTIFY_SECRET: clientSecret } = env;
  if (clientId && clientSecret) sources.push(createSpotifySource({ clientId, clientSecret }));
  if (env.EARMARK_DEEZER !== 'off') sources.push(createDeezerSource());
  return sources;
}

function userAgent(contact: string | undefined): string {
  return contact ? `Earmark/0.1 ( ${contact} )` : 'Earmark/0.1';
}
