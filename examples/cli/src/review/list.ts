import { EarmarkError, type Review } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { decisionLines, reasonLines } from '../output/changes.ts';
import { percent } from '../output/percent.ts';
import { printable } from '../output/printable.ts';
import { plainSides } from '../output/sides.ts';
import { dim } from '../output/style.ts';
import { table } from '../output/table.ts';
import { type FilterOptions, filterOf } from './filter-options.ts';
import { findDecision } from './find-decision.ts';

export async function list({ earmark, out }: Host, options: FilterOptions): Promise<void> {
  const filter = filterOf(options);
  const found = await earmark.reviews.list(filter);
  for (const review of found) out.data({ event: 'review', ...review });
  if (found.length === 0) {
    const all = await earmark.reviews.count({ status: 'pending' });
    out.say(all === 0 ? 'Nothing waits for you.' : `Nothing fits; ${all} wait in all.`);
    return;
  }
  out.say(
    table<Review>(
      found,
      [
        { title: 'decision', value: ({ decision }) => decision },
        { title: 'album', value: ({ title }) => printable(title), flexible: true },
        { title: 'field', value: ({ field }) => field },
        { title: 'now', value: (review) => shownOf(review).before, flexible: true },
        { title: 'proposed', value: (review) => shownOf(review).after, flexible: true },
        { title: 'sure', value: ({ confidence }) => percent(confidence), align: 'right' },
      ],
      out.width,
    ),
  );
  const { limit: _limit, ...counted } = filter;
  const all = await earmark.reviews.count(counted);
  if (all > found.length) out.say(dim(`${all - found.length} more: --limit ${all}`));
}

const shownOf = ({ before, after, edited }: Review) => plainSides(before, edited ?? after);

export async function show(host: Host, text: string): Promise<void> {
  const { earmark, out } = host;
  const id = await findDecision(host, text);
  const record = await (await earmark.store()).journal.decision(id);
  if (!record) throw new EarmarkError('not-found', `Decision ${id} is no longer kept`);
  const review = await earmark.reviews.get(id);
  out.data({ event: 'decision', ...record, ...(review ? { review } : {}) });
  out.say(decisionLines(record.title, record.decision));
  out.say(reasonLines(record.decision));
  if (review && review.status !== 'pending')
    out.say(dim(`${review.status} by ${review.by ?? 'somebody'}`));
}
