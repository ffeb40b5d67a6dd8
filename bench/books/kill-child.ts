/** One process of `kill.ts`: wishes a book, says yes to its offer, and goes as far as it is let. Says `done`, or why not. */
import { join } from 'node:path';
import { createAbsOrigin, createAbsShelf, createAbsSink } from '@earmark/abs';
import { createAudiobooks, createBookRecords } from '@earmark/audiobooks';
import { createEarmark } from '@earmark/core';
import { createBookPolicy } from '@earmark/fields';
import { createFileLock } from '@earmark/lock';
import { createMamFinder } from '@earmark/mam';
import { createQbittorrentDownloader } from '@earmark/qbittorrent';
import { createSqliteStore } from '@earmark/store';

const [folder = '', site = '', client = '', shelf = '', mamId = '', title = ''] =
  process.argv.slice(2);
const locks = createFileLock({ folder: join(folder, 'locks') });
const paths = { '/books': join(folder, 'library') };
const abs = { baseUrl: shelf, token: 'synthetic', paths, locks };
const downloader = createQbittorrentDownloader({ baseUrl: client });
const audiobooks = createAudiobooks({
  finders: [createMamFinder({ mamId, baseUrl: site, perDay: 2_000 })],
  downloader,
  origin: createAbsOrigin(abs),
  shelf: createAbsShelf(abs),
  library: { folder: join(folder, 'library') },
});
const earmark = await createEarmark({
  store: createSqliteStore({ folder: join(folder, 'state') }),
  locks,
  policies: [createBookPolicy()],
  sinks: [createAbsSink(abs)],
  http: { retry: { retries: 0 } },
});
const { records } = await earmark.shared();
const books = createBookRecords(records, earmark.account, { now: Date.now });
const wish = await books.wish({ title, creators: ['Ann Author'] });
let searchFault: string | undefined;
if ((await books.offers.all(`${wish.id}/`)).length === 0)
  searchFault = (await earmark.run(audiobooks.search([wish.id])).done).fault?.message;
const offers = await books.offers.all(`${wish.id}/`);
const offer = offers.find((one) => one.title === title);
const record = offer && (await books.choose(offer.id, 'bench'));
if (record) await earmark.run(audiobooks.downloads([record.id])).done;
const end = record && (await books.downloads.get(record.id));
console.log(
  end?.state === 'done'
    ? 'done'
    : JSON.stringify(end?.fault ?? end?.reason ?? searchFault ?? 'no offer'),
);
await earmark.close();
