import type {
  BookRecord,
  BookStatus,
  BookCoverage as Coverage,
  NextBook,
  Offer,
  Wish,
  WishSearch,
} from '@earmark/api/client';
import { useSignal } from '@preact/signals';
import { ask } from '../api/http.ts';
import { runsChanged } from '../state/live.ts';
import { useResource } from '../state/resource.ts';
import { go, href } from '../state/router.ts';
import { account, isOwner, mayChange } from '../state/session.ts';
import { formatAgo, formatDateTime, formatList, formatNumber } from '../text/format.ts';
import { t } from '../text/index.ts';
import { act } from '../ui/act.ts';
import { AddWish } from '../ui/add-wish.tsx';
import { BookBoard } from '../ui/book-board.tsx';
import { BookCoverage } from '../ui/book-coverage.tsx';
import { Button } from '../ui/button.tsx';
import { Listed, useItems } from '../ui/listed.tsx';
import { NextBooks } from '../ui/next-books.tsx';
import { Offers } from '../ui/offers.tsx';
import { Empty, Failure, Stat } from '../ui/parts.tsx';
import { Section } from '../ui/section.tsx';
import '../styles/books.css';

/** Audiobooks from a wish to a described book: what is wanted, offered, on its way, and still without words. */
export function Wishes() {
  const { wishes: text } = t.value;
  const adding = useSignal(false);
  const changed = useSignal(0);
  const keys = [changed.value, runsChanged.value];
  const again = () => {
    changed.value += 1;
  };
  const status = useResource(
    async (signal) => {
      const query = { account: account.value };
      return (await ask<BookStatus>('api/books/status', { query, signal })).body;
    },
    [account.value, ...keys],
  );
  const wishes = useItems<Wish>('api/books/wishes', keys);
  const offers = useItems<Offer>('api/books/offers', keys);
  const records = useItems<BookRecord>('api/books/records', keys);
  const searches = useItems<WishSearch>('api/books/searches', keys);
  const next = useItems<NextBook>('api/books/next', keys);
  const coverage = useItems<Coverage>('api/books/coverage', keys);
  const known = status.data.value;
  if (!known)
    return status.error.value === undefined ? (
      <p class="page muted">{t.value.state.loading}</p>
    ) : (
      <Failure error={status.error.value} retry={status.reload} />
    );
  const { configured, lastRun } = known;
  return (
    <div class="page">
      <header class="page-head">
        <div>
          <h1>{text.title}</h1>
          <p class="muted">
            {lastRun ? text.lastRun(formatAgo(lastRun.at), lastRun.dryRun) : text.lead}
          </p>
        </div>
        {configured && mayChange.value && (
          <div class="row">
            <Button onClick={() => void start('books', { dryRun: true })}>{text.tryRun}</Button>
            <Button kind="main" onClick={() => void start('books', { dryRun: false })}>
              {text.run}
            </Button>
          </div>
        )}
      </header>
      {!configured && <Empty title={text.notSetUp} text={text.notSetUpText} />}
      <div class="book-stats">
        <Stat value={formatNumber(known.wishes.open)} label={text.openWishes} />
        <Stat value={formatNumber(known.offers.fitting)} label={text.fitting} />
        <Stat value={formatNumber(underWay(known))} label={text.underWay} />
        <Stat
          value={formatNumber(known.reviews)}
          label={text.toReview}
          href={href('/books', { state: 'review' })}
        />
      </div>
      <Section
        id="wishes"
        title={text.wishesTitle}
        {...(isOwner.value
          ? {
              add: {
                label: text.add,
                run: () => {
                  adding.value = true;
                },
              },
            }
          : {})}
      >
        <Listed of={wishes} empty={text.noWishes} emptyText={text.noWishesText}>
          {(items) => (
            <ul class="stack">
              {items.map((wish) => (
                <WishCard
                  key={wish.id}
                  wish={wish}
                  search={searches.data.value?.find((each) => each.wish === wish.id)}
                  canSearch={configured}
                  offers={(offers.data.value ?? []).filter((each) => each.wish === wish.id)}
                  changed={again}
                />
              ))}
            </ul>
          )}
        </Listed>
        {configured && mayChange.value && known.wishes.open > 0 && (
          <p>
            <Button onClick={() => void start('books-search', {})}>{text.search}</Button>
          </p>
        )}
      </Section>
      <Section id="board" title={text.boardTitle}>
        <Listed of={records} empty={text.noRecords}>
          {(items) => <BookBoard records={items} changed={again} />}
        </Listed>
      </Section>
      <Section id="next" title={text.nextTitle}>
        <Listed of={next} empty={text.noNext} emptyText={text.noNextText}>
          {(books) => <NextBooks books={books} />}
        </Listed>
      </Section>
      <Section id="coverage" title={text.coverageTitle}>
        <Listed of={coverage} empty={text.noCoverage}>
          {(days) => <BookCoverage days={days} />}
        </Listed>
        {configured && mayChange.value && (
          <p class="row">
            <Button onClick={() => void start('books-coverage', {})}>{text.count}</Button>
            <Button onClick={() => void start('books-enrich', {})}>{text.enrich}</Button>
          </p>
        )}
      </Section>
      {adding.value && (
        <AddWish
          close={() => {
            adding.value = false;
            again();
          }}
        />
      )}
    </div>
  );
}

const onTheWay = ['chosen', 'added', 'downloading', 'complete', 'linked', 'scanned', 'located'];
const underWay = ({ records }: BookStatus) =>
  onTheWay.reduce((sum, state) => sum + (records[state] ?? 0), 0);

async function start(recipe: string, request: object): Promise<void> {
  const started = await act<{ readonly run: string }>('api/runs', {
    method: 'POST',
    headers: { 'idempotency-key': crypto.randomUUID() },
    body: { recipe, request },
  });
  if (started) go(href(`/runs/${started.run}`));
}

async function searchNow(wish: string): Promise<void> {
  const path = `api/books/wishes/${encodeURIComponent(wish)}/search`;
  const started = await act<{ readonly run: string }>(path, { method: 'POST' });
  if (started) go(href(`/runs/${started.run}`));
}

function WishCard(props: {
  readonly wish: Wish;
  readonly search: WishSearch | undefined;
  readonly canSearch: boolean;
  readonly offers: readonly Offer[];
  changed(): void;
}) {
  const { wishes: text } = t.value;
  const { wish, search, canSearch, offers, changed } = props;
  const { id, title, creators, series, searchedAt } = wish;
  const name = title || text.allOf(series || formatList(creators));
  const more = [title ? formatList(creators) : '', title && series ? series : '', wish.narrator];
  return (
    <li class="card stack">
      <div class="row row-between">
        <div>
          <h3 dir="auto">{name}</h3>
          <p class="muted small">{more.filter(Boolean).join(' · ')}</p>
        </div>
        <span class="row">
          <span class="muted small">
            {searchedAt === undefined ? text.notSearched : text.searched(formatAgo(searchedAt))}
            {offers.length > 0 ? ` · ${text.offers(offers.length)}` : ''}
            {search && search.dueAt > Date.now()
              ? ` · ${text.searchedFor(formatDateTime(search.dueAt))}`
              : ''}
          </span>
          {canSearch && search && isOwner.value && (
            <Button label={`${text.searchNow}: ${name}`} onClick={() => void searchNow(id)}>
              {text.searchNow}
            </Button>
          )}
          {isOwner.value && (
            <Button
              kind="quiet"
              label={`${text.remove}: ${name}`}
              icon="close"
              onClick={() =>
                void act(`api/books/wishes/${encodeURIComponent(id)}`, {
                  method: 'DELETE',
                  done: text.removed,
                  after: changed,
                })
              }
            />
          )}
        </span>
      </div>
      {search?.fault !== undefined && (
        <p class="small">
          {text.searchFailed}: {search.fault}
        </p>
      )}
      {(offers.length > 0 || searchedAt !== undefined) && <Offers offers={offers} />}
    </li>
  );
}
