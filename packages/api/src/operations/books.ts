import {
  bookStatusOf,
  createBookHistory,
  createBookRecords,
  type DownloadRecord,
  type NewWish,
  type NextBook,
  nextBooks,
  searchesOf,
  type WishSearch,
} from '@earmark/audiobooks';
import type { Earmark, Json } from '@earmark/core';
import { z } from 'zod';
import { refuse, understood } from '../http/problem.ts';
import { accepted, created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import {
  bookRecord,
  bookStatus,
  coverage,
  newWish,
  nextBook,
  offer,
  wish,
  wishSearch,
} from '../schemas/books.ts';
import { id, instant, yesNo } from '../schemas/common.ts';
import { begun, noWait } from './begun.ts';
import { given } from './listing.ts';

const group = 'Audiobooks';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
/** What is downloaded costs ratio, and disk. */
const writes = { for: 'account', scope: 'runs:write', role: 'owner' } as const;
const params = z.object({ id });
const started = z.object({ record: bookRecord, run: z.string() });
const notSetUp = { 409: { description: 'The server is not set up for audiobooks' } };

/** Wishes, offers, downloads and coverage. Searching, enriching and all six phases are runs: `books-search`, `books-enrich`, `books`. */
export function createBookOperations(parts: ApiParts): readonly Operation[] {
  const { records, clock, access } = parts;
  const shelves = (account: string) => createBookRecords(records, account, clock);
  const history = (account: string) => createBookHistory(records, account);
  const isSetUp = ({ recipes }: Earmark) => recipes.includes('books');

  function assertSetUp(earmark: Earmark): void {
    if (!isSetUp(earmark))
      refuse(409, 'This server is not set up for audiobooks: see `earmark books --help`.', {
        code: 'not-set-up',
      });
  }

  /** Says yes to it, or again, and takes it on its way. Nothing is chosen where nothing could be done with it. */
  async function download(earmark: Earmark, chosen: () => Promise<DownloadRecord>) {
    assertSetUp(earmark);
    const record = await chosen();
    const only: Json = { only: [record.id] };
    const { id: run } = await begun(await earmark.start('books-downloads', only, noWait));
    return { record: recordShown(record), run };
  }

  return [
    operation({
      id: 'bookStatus',
      method: 'GET',
      path: '/api/books/status',
      summary: 'How the audiobooks of an account stand: wishes, downloads, coverage, the last run',
      group,
      access: reads,
      answers: { 200: { description: 'In one look', schema: bookStatus } },
      async handle({ account, earmark }) {
        const { downloads, lastRun, ...status } = await bookStatusOf(
          shelves(account),
          history(account),
        );
        const browse = await parts.browse(account);
        const waiting = await browse.facets({ kind: 'book', state: 'review' }, ['kind']);
        return ok({
          configured: isSetUp(earmark),
          ...status,
          records: downloads,
          // A facet leaves its own filter out: albums are in it, too.
          reviews: waiting.kind.find(({ value }) => value === 'book')?.count ?? 0,
          ...(lastRun ? { lastRun: { ...lastRun, phases: lastRun.phases.map(phaseShown) } } : {}),
        });
      },
    }),
    operation({
      id: 'listWishes',
      method: 'GET',
      path: '/api/books/wishes',
      summary: 'The books that are wished for, newest first',
      group,
      access: reads,
      answers: { 200: { description: 'Not those taken back', schema: listOf(wish) } },
      async handle({ account }) {
        const items = (await shelves(account).wishes.all())
          .filter(({ status }) => status !== 'dropped')
          .sort((one, other) => other.createdAt - one.createdAt);
        return ok({ items });
      },
    }),
    operation({
      id: 'addWish',
      method: 'POST',
      path: '/api/books/wishes',
      summary: 'Wishes for a book, or for all of an author or a series. The same wish twice is one',
      group,
      access: writes,
      body: newWish,
      answers: { 201: { description: 'It will be searched for', schema: wish } },
      async handle({ body, account, actor }) {
        const { title = '', creators = [], ...more } = body;
        const wished: NewWish = { title, creators, ...given(more) };
        const made = await understood('config', shelves(account).wish(wished));
        await access.trail.note(actor, 'wish-added', { account, target: made.id });
        return created(made);
      },
    }),
    operation({
      id: 'dropWish',
      method: 'DELETE',
      path: '/api/books/wishes/{id}',
      summary: 'Takes a wish back. What is already downloading goes on',
      group,
      access: writes,
      params,
      answers: { 204: { description: 'It is not searched for any more' } },
      async handle({ params, account, actor }) {
        await shelves(account).drop(params.id);
        await access.trail.note(actor, 'wish-dropped', { account, target: params.id });
        return nothing();
      },
    }),
    operation({
      id: 'listWishSearches',
      method: 'GET',
      path: '/api/books/searches',
      summary:
        'The searches of open wishes: what is asked for, what came of it, when it is done again',
      group,
      access: reads,
      answers: { 200: { description: 'The next one first', schema: listOf(wishSearch) } },
      async handle({ account }) {
        return ok({ items: searchesOf(await shelves(account).wishes.all()).map(searchShown) });
      },
    }),
    operation({
      id: 'searchWish',
      method: 'POST',
      path: '/api/books/wishes/{id}/search',
      summary: 'Asks the finders for a wish now; adds nothing',
      group,
      access: writes,
      params,
      answers: {
        202: { description: 'It runs', schema: z.object({ run: z.string() }) },
        ...notSetUp,
      },
      async handle({ params, account, earmark }) {
        assertSetUp(earmark);
        if (!(await shelves(account).wishes.get(params.id)))
          refuse(404, `There is no wish ${params.id}.`, { code: 'not-found' });
        const request: Json = { wishes: [params.id] };
        const { id: run } = await begun(await earmark.start('books-search', request, noWait));
        return accepted({ run });
      },
    }),
    operation({
      id: 'listOffers',
      method: 'GET',
      path: '/api/books/offers',
      summary: 'What was found for wishes, best first, with what speaks against each',
      group,
      access: reads,
      query: z.strictObject({ wish: id.optional(), fits: yesNo.optional() }),
      answers: { 200: { description: 'Of open wishes', schema: listOf(offer) } },
      async handle({ query, account }) {
        const kept = shelves(account);
        const open = new Set(
          (await kept.wishes.all()).flatMap((each) => (each.status === 'open' ? [each.id] : [])),
        );
        const items = (await kept.offers.all())
          .filter(({ wish }) => open.has(wish) && (query.wish ?? wish) === wish)
          .filter(({ fits }) => query.fits === undefined || fits === query.fits)
          .sort((one, other) => Number(other.fits) - Number(one.fits) || other.score - one.score)
          .map(({ extra: _, offer: __, ...shown }) => shown);
        return ok({ items });
      },
    }),
    operation({
      id: 'addOffer',
      method: 'POST',
      path: '/api/books/offers/{id}/add',
      summary: 'Says yes to an offer: it is downloaded, and linked into the library when complete',
      group,
      access: writes,
      params,
      idempotent: true,
      answers: { 202: { description: 'It runs', schema: started }, ...notSetUp },
      async handle({ params, account, earmark, actor, principal }) {
        const { name } = principal.person;
        const added = await download(earmark, () => shelves(account).choose(params.id, name));
        await access.trail.note(actor, 'offer-added', { account, target: added.record.id });
        return accepted(added);
      },
    }),
    operation({
      id: 'listBookRecords',
      method: 'GET',
      path: '/api/books/records',
      summary: 'The downloads, and how far each is',
      group,
      access: reads,
      answers: { 200: { description: 'Last changed first', schema: listOf(bookRecord) } },
      async handle({ account }) {
        const items = (await shelves(account).downloads.all())
          .map(recordShown)
          .sort((one, other) => changedAt(other) - changedAt(one));
        return ok({ items });
      },
    }),
    operation({
      id: 'retryBookRecord',
      method: 'POST',
      path: '/api/books/records/{id}/retry',
      summary: 'Continues a held or failed download where it stopped',
      group,
      access: writes,
      params,
      answers: { 202: { description: 'It runs', schema: started }, ...notSetUp },
      async handle({ params, account, earmark, actor }) {
        const again = await download(earmark, () => shelves(account).retry(params.id));
        await access.trail.note(actor, 'download-retried', { account, target: params.id });
        return accepted(again);
      },
    }),
    operation({
      id: 'bookCoverage',
      method: 'GET',
      path: '/api/books/coverage',
      summary: 'How many books of each library have each field, by day',
      group,
      access: reads,
      answers: { 200: { description: 'Oldest first', schema: listOf(coverage) } },
      handle: async ({ account }) => ok({ items: await history(account).coverage.all() }),
    }),
    operation({
      id: 'nextBooks',
      method: 'GET',
      path: '/api/books/next',
      summary: 'Which books are asked about next, and why: as of when the library was last counted',
      group,
      access: reads,
      answers: {
        200: {
          description: 'First things first. Empty where it was never counted (`books-coverage`)',
          schema: z.object({ at: instant.optional(), items: z.array(nextBook) }),
        },
      },
      async handle({ account }) {
        const { at, books = [] } = (await nextBooks(history(account))) ?? {};
        return ok({ ...given({ at }), items: books.map(nextShown) });
      },
    }),
  ];
}

const listOf = <Item extends z.ZodType>(item: Item) => z.object({ items: z.array(item) });

const phaseShown = ({
  phase,
  name,
  ok: isDone,
  lines,
}: {
  readonly phase: number;
  readonly name: string;
  readonly ok: boolean;
  readonly lines: readonly string[];
}) => ({ phase, name, ok: isDone, lines: [...lines] });

const searchShown = ({ query, ...rest }: WishSearch) => ({
  ...rest,
  query: { ...query, creators: [...query.creators] },
});
const nextShown = ({ creators, empty, ...rest }: NextBook) => ({
  ...rest,
  creators: [...creators],
  empty: [...empty],
});

/** Paths of the server's disk stay here. */
function recordShown(record: DownloadRecord) {
  const { id, wish, source, state, heldAt, reason, by, books, history } = record;
  const { attempts, fault, seedUntil } = record;
  return {
    id,
    title: source.title,
    creators: [...source.creators],
    state,
    by,
    books: books.map(({ files, copied = false, subject }) => ({
      files: files.length,
      copied,
      ...given({ subject }),
    })),
    history: [...history],
    attempts,
    ...given({ wish, heldAt, reason, fault, seedUntil }),
  };
}
const changedAt = ({ history }: ReturnType<typeof recordShown>) => history.at(-1)?.at ?? 0;
