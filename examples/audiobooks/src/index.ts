// node src/index.ts "Edgedancer" "Brandon Sanderson": wishes for a book and reports the six phases. Changes nothing without --apply.
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createAbsOrigin, createAbsShelf, createAbsSink } from '@earmark/abs';
import { createAudiobooks, createBookRecords } from '@earmark/audiobooks';
import { createEarmark, systemClock } from '@earmark/core';
import { createBookPolicy } from '@earmark/fields';
import { createFileLock } from '@earmark/lock';
import { createMamFinder } from '@earmark/mam';
import { createQbittorrentDownloader } from '@earmark/qbittorrent';
import { createAudnexusSource } from '@earmark/source-audnexus';
import { createGoogleBooksSource } from '@earmark/source-googlebooks';
import { createSqliteStore } from '@earmark/store';

const { values, positionals } = parseArgs({
  options: { apply: { type: 'boolean', default: false } },
  allowPositionals: true,
});
const {
  EARMARK_ABS_URL: absUrl = 'http://localhost:13378',
  EARMARK_QBITTORRENT_URL: clientUrl = 'http://localhost:8080',
  EARMARK_MAM_URL: siteUrl = 'https://www.myanonamouse.net',
  EARMARK_AUDNEXUS_URL: audnexusUrl = 'https://api.audnex.us',
  EARMARK_ABS_TOKEN: token = '',
  EARMARK_MAM_ID: mamId = '',
  EARMARK_GOOGLE_BOOKS_KEY: key,
} = process.env;

// One lock for all: two processes never write to the same Audiobookshelf at a time.
const locks = createFileLock({ folder: resolve('./state/locks') });
const abs = { baseUrl: absUrl, token, locks };
const earmark = await createEarmark({
  store: createSqliteStore({ folder: './state' }),
  locks,
  sources: [
    ...(key ? [createGoogleBooksSource({ apiKey: key })] : []),
    createAudnexusSource({ baseUrl: audnexusUrl }),
  ],
  policies: [createBookPolicy()],
  sinks: [createAbsSink(abs)],
});
const audiobooks = createAudiobooks({
  finders: [createMamFinder({ mamId, baseUrl: siteUrl })],
  downloader: createQbittorrentDownloader({ baseUrl: clientUrl }),
  origin: createAbsOrigin(abs),
  shelf: createAbsShelf(abs),
  library: { folder: process.env.EARMARK_BOOKS_FOLDER ?? '/srv/audiobooks' },
  rule: { perDay: 1, freeOnly: true },
});

const [title, ...creators] = positionals;
const { records } = await earmark.shared();
if (title) await createBookRecords(records, earmark.account, systemClock).wish({ title, creators });
const run = earmark.run(audiobooks.all({ dryRun: !values.apply }));
run.on('books-phase', ({ phase, name, ok, lines }) =>
  console.log([`${ok ? '✓' : '✗'} ${phase}. ${name}`, ...lines].join('\n  ')),
);
process.exitCode = (await run.done).outcome === 'completed' ? 0 : 1;
await earmark.close();
