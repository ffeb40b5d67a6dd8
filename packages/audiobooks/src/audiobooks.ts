import { type Pipeline, pipeline } from '@earmark/core';
import './events.ts';
import { advance, isOpen } from './downloads/advance.ts';
import { unlinkBooks } from './downloads/unlinking.ts';
import { type Coverage, countCoverage } from './enrich/coverage.ts';
import { type EnrichmentResult, enrichDaily } from './enrich/enrich.ts';
import { searchFor } from './offers/search.ts';
import { type AudiobooksOptions, settingsOf } from './options.ts';
import { type PhaseReport, phases, worldOf } from './phases.ts';
import { createBookHistory } from './records/history.ts';
import { called, type DownloadRecord, type OfferRecord } from './types.ts';

/** The ways of audiobooks, each a pipeline to be run by core: resumable, with its leases, limits and journal. */
export interface Audiobooks {
  /** All six phases, one report each. Dry by default. */
  all(options?: { readonly dryRun?: boolean }): Pipeline<PhaseReport>;
  /** Searches for these wishes now, or for all open ones. */
  search(wishes?: readonly string[]): Pipeline<readonly OfferRecord[]>;
  /** Every open download as far as it goes. */
  downloads(only?: readonly string[]): Pipeline<DownloadRecord>;
  /** Takes the books of a download out of the library again, each file only while it is what was placed; it is held then. The client's files stay. */
  unlink(download: string): Pipeline<DownloadRecord>;
  /** How many books of each library have each field, counted now and kept for the day's curve. */
  coverage(): Pipeline<Coverage>;
  /** Today's share of the library. */
  enrich(options?: { readonly dryRun?: boolean }): Pipeline<EnrichmentResult>;
}

const keptMs = 90 * 86_400_000;

export function createAudiobooks(options: AudiobooksOptions): Audiobooks {
  const settings = settingsOf(options);
  const origins = settings.origin ? [settings.origin] : [];
  return {
    all: ({ dryRun = true } = {}) =>
      pipeline({
        name: 'books',
        origins,
        writes: !dryRun,
        async *start(run) {
          const told: Omit<PhaseReport, 'data'>[] = [];
          const at = run.clock.now();
          for await (const report of phases(settings, run, { dryRun })) {
            const { data: _, ...kept } = report;
            told.push(kept);
            run.emit('books-phase', kept);
            yield report;
          }
          const { tasks } = createBookHistory(run.shared.records, run.account);
          const task = { run: run.id, at, dryRun, phases: told };
          await tasks.put(`${String(at).padStart(15, '0')}-${run.id}`, task, at + keptMs);
        },
      }),

    search: (wishes) =>
      pipeline({
        name: 'books-search',
        async *start(run) {
          const { records } = worldOf(settings, run);
          const open = (await records.wishes.all()).filter(
            ({ id, status }) => wishes?.includes(id) ?? status === 'open',
          );
          run.expect(open.length);
          for (const wish of open) {
            if (run.signal.aborted) return;
            const contextOf = run.context;
            const offers = await searchFor(wish, settings, records, contextOf, run.clock.now());
            run.count('subjects');
            run.emit('books-searched', {
              wish: wish.id,
              title: called(wish),
              offers: offers.length,
              fit: offers.filter(({ fits }) => fits).length,
            });
            yield offers;
          }
        },
      }),

    downloads: (only) =>
      pipeline({
        name: 'books-downloads',
        origins,
        writes: true,
        async *start(run) {
          const world = worldOf(settings, run);
          for (const record of (await world.records.downloads.all()).filter(isOpen)) {
            if (run.signal.aborted) return;
            if (only?.includes(record.id) ?? true) yield await advance(record, world);
          }
        },
      }),

    unlink: (download) =>
      pipeline({
        name: 'books-unlink',
        writes: true,
        async *start(run) {
          yield await unlinkBooks(download, worldOf(settings, run));
        },
      }),

    coverage: () =>
      pipeline({
        name: 'books-coverage',
        origins,
        async *start(run) {
          yield await countCoverage(settings, run);
        },
      }),

    enrich: ({ dryRun = false } = {}) =>
      pipeline({
        name: 'books-enrich',
        origins,
        writes: !dryRun,
        async *start(run) {
          yield await enrichDaily(settings, run, dryRun);
        },
      }),
  };
}
