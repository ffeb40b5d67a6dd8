// What Earmark is made of here: plugins, composed as code. `earmark doctor` looks at it, `earmark plugins` lists it.
// Keys belong into `.env` beside this file (never into git): EARMARK_CONTACT=me@example.org …
import { join } from 'node:path';
import { defineConfig } from '@earmark/core';
import { createContextHints, createGenrePolicy } from '@earmark/genres';
import { createFileLock } from '@earmark/lock';
import { createDiscogsSource } from '@earmark/source-discogs';
import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
import {
  createIndexFirstSource,
  createMusicBrainzIndexSource,
} from '@earmark/source-musicbrainz/index';
import { createSqliteCache, createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';
import { createId3Format } from '@earmark/tags-id3';
import { createMp4Format } from '@earmark/tags-mp4';
import { createTaglibFormat } from '@earmark/tags-taglib';
import { createXiphFormat } from '@earmark/tags-xiph';

export default defineConfig(({ env, state, offline }) => ({
  // Names for the places where your media lies: the same names on every machine that mounts them.
  // roots: { music: '/music', books: '/books' },

  // Journal, catalogue, reviews: one SQLite file an account.
  store: createSqliteStore({ folder: state }),
  locks: createFileLock(),

  // Who is asked. MusicBrainz wants a contact in every request; Discogs wants a token.
  // Where `earmark index build musicbrainz …` has built an index, that is asked first.
  sources: [
    createIndexFirstSource({
      name: 'musicbrainz',
      index: createMusicBrainzIndexSource({ file: join(state, 'indexes', 'musicbrainz.db') }),
      live: offline
        ? undefined
        : createMusicBrainzSource({ contact: env.EARMARK_CONTACT ?? 'somebody@example.org' }),
    }),
    ...(env.EARMARK_DISCOGS_TOKEN
      ? [createDiscogsSource({ token: env.EARMARK_DISCOGS_TOKEN })]
      : []),
  ],
  // How much a source's word counts, 0 to 1.
  // weights: { musicbrainz: 0.85, discogs: 0.8 },

  hints: [createContextHints()],
  policies: [createGenrePolicy()],

  // From which confidence on a change is written (auto) or waits for your yes (review).
  bands: { auto: 0.95, review: 0.8 },

  // Who writes. Native formats first; the last one takes what is left.
  sinks: [
    createTagSink({
      formats: [createId3Format(), createXiphFormat(), createMp4Format(), createTaglibFormat()],
    }),
  ],

  // Answers are kept on disk: hits for 30 days, misses for one.
  http: {
    cache: {
      store: createSqliteCache({ file: join(state, 'answers.db') }),
      hitMs: 30 * 24 * 3600_000,
      missMs: 24 * 3600_000,
    },
  },
}));
