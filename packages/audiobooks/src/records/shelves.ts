import { createHash } from 'node:crypto';
import { type Clock, EarmarkError, type Records } from '@earmark/core';
import type { DownloadRecord, DownloadState, NewWish, OfferRecord, Wish } from '../types.ts';
import { type Documents, documentsOf, missing } from './documents.ts';

/** Wishes, offers and downloads of one account: what people see, say yes to, and put right. */
export interface BookRecords {
  readonly wishes: Documents<Wish>;
  readonly offers: Documents<OfferRecord>;
  readonly downloads: Documents<DownloadRecord>;
  /** The same wish twice is one; one that was dropped is open again. */
  wish(wish: NewWish): Promise<Wish>;
  drop(wish: string): Promise<void>;
  /** Yes to an offer: it will be downloaded. The second yes changes nothing. */
  choose(offer: string, by: string): Promise<DownloadRecord>;
  /** A held or failed download goes on where it stopped. */
  retry(download: string): Promise<DownloadRecord>;
  /** From one state to the next; nothing where somebody else was quicker. */
  advance(
    download: string,
    from: DownloadState,
    to: Partial<DownloadRecord> & Pick<DownloadRecord, 'state'>,
  ): Promise<DownloadRecord | undefined>;
}

export function createBookRecords(
  records: Records,
  account: string,
  clock: Pick<Clock, 'now'>,
): BookRecords {
  const wishes = documentsOf<Wish>(records, 'wishes', account);
  const offers = documentsOf<OfferRecord>(records, 'offers', account);
  const downloads = documentsOf<DownloadRecord>(records, 'downloads', account);

  const entered = (record: DownloadRecord, state: DownloadState) =>
    record.state === state
      ? record.history
      : [...record.history, { state, at: clock.now() }].slice(-50);

  return {
    wishes,
    offers,
    downloads,

    async wish(given) {
      if (given.title.trim() === '' && given.creators.length === 0 && !given.series)
        throw new EarmarkError('config', 'A wish needs a title, an author or a series.');
      const id = idOf([given.title, ...given.creators, given.series ?? '', given.narrator ?? '']);
      const fresh: Wish = { ...given, id, status: 'open', createdAt: clock.now() };
      const kept = await wishes.change(id, (known) =>
        known ? { ...known, status: known.status === 'dropped' ? 'open' : known.status } : fresh,
      );
      return kept ?? fresh;
    },

    async drop(id) {
      const kept = await wishes.change(id, (known) => known && { ...known, status: 'dropped' });
      if (!kept) throw missing('wish', id);
    },

    async choose(id, by) {
      const source = await offers.get(id);
      if (!source) throw missing('offer', id);
      const key = `${source.finder}-${source.offer}`;
      const at = clock.now();
      const fresh: DownloadRecord = {
        id: key,
        wish: source.wish,
        source,
        state: 'chosen',
        by,
        books: [],
        history: [{ state: 'chosen', at }],
        attempts: 0,
      };
      return (await downloads.change(key, (known) => known ?? fresh)) ?? fresh;
    },

    async retry(id) {
      const kept = await downloads.change(id, (known) => {
        if (known?.state !== 'held' && known?.state !== 'failed') return known;
        const { heldAt = 'chosen', reason: _, fault: __, ...rest } = known;
        return { ...rest, state: heldAt, history: entered(known, heldAt), attempts: 0 };
      });
      if (!kept) throw missing('download', id);
      return kept;
    },

    async advance(id, from, to) {
      let moved = false;
      const kept = await downloads.change(id, (known) => {
        moved = known?.state === from;
        if (!known || !moved) return known;
        const { reason: _, fault: __, ...rest } = known;
        return { ...rest, ...to, history: entered(known, to.state) };
      });
      return moved ? kept : undefined;
    },
  };
}

function idOf(parts: readonly string[]): string {
  const text = parts.map((part) => part.trim().toLowerCase()).join('\n');
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
