/** One process of the walk: wishes for a book, says yes to its offer, goes as far as it lives. Says `done`, or why not. */
import { join } from 'node:path';
import { createAbsOrigin, createAbsShelf, createAbsSink } from '@earmark/abs';
import { createAudiobooks, createBookRecords } from '@earmark/audiobooks';
import { createEarmark, type Policy } from '@earmark/core';
import { createBookPolicy } from '@earmark/fields';
import { createFileLock } from '@earmark/lock';
import { createMamFinder } from '@earmark/mam';
import { createQbittorrentDownloader } from '@earmark/qbittorrent';
import { createSqliteStore } from '@earmark/store';
import { createFakeClock } from '@earmark/testkit';
import { createSteps } from './steps.ts';

const [folder = '', site = '', client = '', shelf = '', mamId = '', title = '', killAt = '0'] =
  process.argv.slice(2);
// Nobody waits for the site's pace; what the last process booked ahead is waited for in no time, too.
const clock = createFakeClock({ auto: true, start: Date.now() });
const steps = createSteps(Number(killAt), join(folder, 'kills.log'));
const locks = createFileLock({ folder: join(folder, 'locks') });
const paths = { '/books': join(folder, 'library') };
const abs = { baseUrl: shelf, token: 'synthetic', paths, locks };
const audiobooks = createAudiobooks({
  finders: [createMamFinder({ mamId, baseUrl: site, perDay: 2_000 })],
  downloader: createQbittorrentDownloader({ baseUrl: client }),
  origin: createAbsOrigin(abs),
  shelf: createAbsShelf(abs),
  library: { folder: join(folder, 'library') },
});
const books = createBookPolicy();
/** So that the walk also goes through what is written. */
const sure: Policy = {
  ...books,
  propose: (evidence) =>
    [...books.propose(evidence)].map((each) => ({
      ...each,
      ...{ belief: 1, uncalibrated: true as const, reasons: [{ what: 'sure', contribution: 1 }] },
    })),
};
const store = steps.store(createSqliteStore({ folder: join(folder, 'state') }));
const earmark = await createEarmark({
  store,
  clock,
  locks,
  policies: [sure],
  sinks: [createAbsSink(abs)],
  http: { retry: { retries: 0 }, fetch: steps.fetch, timeoutMs: 1_000_000 },
});
const { records } = await earmark.shared();
const desk = createBookRecords(records, earmark.account, clock);
const wish = await desk.wish({ title, creators: ['Ann Author'] });
let fault: string | undefined;
if ((await desk.offers.all(`${wish.id}/`)).length === 0)
  fault = (await earmark.run(audiobooks.search([wish.id])).done).fault?.message;
const offer = (await desk.offers.all(`${wish.id}/`)).find((one) => one.title === title);
const record = offer && (await desk.choose(offer.id, 'test'));
if (record?.state === 'held') await desk.retry(record.id);
if (record) await earmark.run(audiobooks.downloads([record.id])).done;
const end = record && (await desk.downloads.get(record.id));
console.log(
  end?.state === 'done'
    ? 'done'
    : `${end?.state ?? 'no offer'}: ${end?.fault?.message ?? end?.reason ?? fault}`,
);
await earmark.close();
