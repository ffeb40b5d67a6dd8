import {
  bookStatusOf,
  createBookHistory,
  createBookRecords,
  type DownloadRecord,
  type NewWish,
} from '@earmark/audiobooks';
import { type Earmark, EarmarkError, type Json } from '@earmark/core';
import { z } from 'zod';
import { refuse } from '../http/problem.ts';
import { accepted, created, nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { bookRecord, bookStatus, coverage, newWish, offer, wish } from '../schemas/books.ts';
import { id, yesNo } from '../schemas/common.ts';
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

  async function work(earmark: Earmark, recipe: string, request: Json): Promise<string> {
    if (!isSetUp(earmark))
      refuse(409, 'This server is not set up for audiobooks: see `earmark books --help`.', {
        code: 'not-set-up',
      });
    return (await begun(await earmark.start(recipe, request, noWait))).id;
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
          reviews: waiting.kind.reduce((sum, { count }) => sum + count, 0),
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
        const made = await understood(shelves(account).wish(wished));
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
        if (!isSetUp(earmark)) await work(earmark, 'books-downloads', {});
        const chosen = await shelves(account).choose(params.id, principal.person.name);
        const run = await work(earmark, 'books-downloads', { only: [chosen.id] });
        await access.trail.note(actor, 'offer-added', { account, target: chosen.id });
        return accepted({ record: recordShown(chosen), run });
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
        if (!isSetUp(earmark)) await work(earmark, 'books-downloads', {});
        const record = await shelves(account).retry(params.id);
        const run = await work(earmark, 'books-downloads', { only: [record.id] });
        await access.trail.note(actor, 'download-retried', { account, target: record.id });
        return accepted({ record: recordShown(record), run });
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

/** A wish for nothing is a mistake of who sent it. */
async function understood<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (EarmarkError.is(error, 'config')) return refuse(400, error.message);
    throw error;
  }
}
