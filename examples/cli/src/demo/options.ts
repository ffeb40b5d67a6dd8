import { join } from 'node:path';
import type { EarmarkOptions } from '@earmark/core';
import { createGenrePolicy } from '@earmark/genres';
import { createFileLock } from '@earmark/lock';
import { createDiscogsSource } from '@earmark/source-discogs';
import { createMusicBrainzSource } from '@earmark/source-musicbrainz';
import { allFormats } from '@earmark/standard';
import { createSqliteStore } from '@earmark/store';
import { createTagSink } from '@earmark/tags';
import { demoFolder } from './library.ts';

/** The real plugins, with the state in this folder; what the network would say is in the repository. */
export const demoOptions = async (folder: string): Promise<EarmarkOptions> => ({
  store: createSqliteStore({ folder: join(folder, 'state') }),
  locks: createFileLock(),
  sources: [
    createMusicBrainzSource({ contact: 'demo@example.org' }),
    createDiscogsSource({ token: 'demo' }),
  ],
  policies: [createGenrePolicy()],
  sinks: [createTagSink({ formats: await allFormats() })],
  http: { replay: join(demoFolder, 'synthetic-answers') },
});
