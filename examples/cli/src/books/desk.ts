import {
  type BookHistory,
  type BookRecords,
  createBookHistory,
  createBookRecords,
} from '@earmark/audiobooks';
import { EarmarkError, systemClock } from '@earmark/core';
import { wantsBooks } from '@earmark/standard';
import type { Host } from '../host/host.ts';

/** Wishes, offers, downloads and what was done for them. */
export interface Desk {
  readonly records: BookRecords;
  readonly history: BookHistory;
}
export async function deskOf({ earmark, io }: Host): Promise<Desk> {
  const { records } = await earmark.shared();
  return {
    records: createBookRecords(records, earmark.account, io.clock ?? systemClock),
    history: createBookHistory(records, earmark.account),
  };
}

/** What asks services is refused with the way to set them up. */
export function assertBooks({ earmark, settings }: Host): void {
  if (earmark.recipes.includes('books')) return;
  throw new EarmarkError(
    'config',
    wantsBooks(settings.context.env)
      ? 'The configuration has no recipes for audiobooks.'
      : 'Audiobooks are not set up yet. Set EARMARK_ABS_URL and EARMARK_ABS_TOKEN, EARMARK_QBITTORRENT_URL, EARMARK_MAM_ID or EARMARK_GOOGLE_BOOKS_KEY; `earmark books --help` explains each.',
  );
}
