import {
  apply,
  type Decision,
  decide,
  type Enriched,
  enrich,
  type RunContext,
  type Subject,
} from '@earmark/core';
import '../events.ts';
import type { Settings } from '../options.ts';
import { createDays } from '../records/days.ts';
import { createBookHistory } from '../records/history.ts';
import { createChoice, type Stamp } from './choose.ts';
import { type Coverage, createCoverage, keepCoverage } from './coverage.ts';
import { keepNext, stampsOf } from './next.ts';

export interface EnrichmentResult {
  readonly asked: number;
  readonly hits: number;
  readonly misses: number;
  /** Somebody failed and nobody else knew: asked again next time. */
  readonly failed: number;
  readonly written: number;
  readonly queued: number;
  readonly coverage: Coverage;
  /** Subject and title, in the order they were asked about. */
  readonly books: readonly { readonly id: string; readonly title: string }[];
}

const day = 'enriched';

/** Today's books: counted before they are asked about, stamped after what is known of them is written. */
export async function enrichDaily(
  { origin, dailyMax }: Settings,
  run: RunContext,
  dryRun: boolean,
): Promise<EnrichmentResult> {
  const days = createDays(run.shared.records, run.account, run.clock);
  const history = createBookHistory(run.shared.records, run.account);
  const left = Math.max(0, dailyMax - (await days.used(day)));
  // Today's, and those whose turn is after them.
  const choice = createChoice(await stampsOf(run), left + dailyMax);
  const coverage = createCoverage();
  if (origin)
    for await (const subject of origin.subjects(run.originContext(origin))) {
      if (run.signal.aborted) break;
      coverage.count(subject);
      choice.offer(subject);
    }
  const covered = coverage.result(run.clock.now());
  const counts = { asked: 0, hits: 0, misses: 0, failed: 0, written: 0, queued: 0 };
  const walked = choice.chosen();
  const books = walked.slice(0, left);
  const results = new Map<string, Stamp['result'] | 'failed'>();

  async function* todays(): AsyncIterable<Subject> {
    for (const subject of books) {
      if (!dryRun && !(await days.take(day, 1, dailyMax))) return;
      await run.store.journal.saveSubject(subject);
      counts.asked += 1;
      yield subject;
    }
  }
  async function* noted(items: AsyncIterable<Enriched>): AsyncIterable<Enriched> {
    for await (const item of items) {
      const { matches, silent } = item.evidence;
      const isFailure = matches.length === 0 && silent.length > 0;
      const result = isFailure ? 'failed' : matches.length > 0 ? 'hit' : 'miss';
      results.set(item.subject.id, result);
      counts[result === 'failed' ? 'failed' : result === 'hit' ? 'hits' : 'misses'] += 1;
      yield item;
    }
  }
  const decided = decide()(noted(enrich({ concurrency: 1 })(todays(), run)), run);
  for await (const { subject, decisions, receipts } of apply({ dryRun })(decided, run)) {
    counts.written += receipts.length;
    counts.queued += decisions.filter(isQuestion).length;
    const result = results.get(subject.id);
    if (!dryRun && result !== undefined && result !== 'failed')
      await history.stamps.put(subject.id, { subject: subject.id, at: run.clock.now(), result });
  }
  if (!dryRun) {
    await keepCoverage(covered, run);
    await keepNext(walked, dailyMax, run);
  }
  run.emit('books-enriched', counts);
  const list = books.map(({ id, title }) => ({ id, title }));
  return { ...counts, coverage: covered, books: list };
}

/** Where nobody could say anything there is nothing to say yes to: the book counts as not answered. */
const isQuestion = ({ band, belief }: Decision) =>
  belief > 0 && (band === 'review' || band === 'manual');
