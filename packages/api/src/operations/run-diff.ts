import type { Browse, BrowsePage, BrowsePaging, Journal, PlanRecord } from '@earmark/core';
import { changesShown, planShown } from './shown.ts';

/** What a run planned and did not write, by how that came about. An applied plan has its receipt. */
const unwritten = ['abandoned', 'failed', 'planned'] as const;
const plansFrom = /^plans:([012]):(\d+)$/;
const usualLimit = 50;

/** The changes of a run, a page at a time: first what was written, then what was only planned, as in a dry run. */
export async function diffPage(
  run: string,
  { browse, journal }: { readonly browse: Browse; readonly journal: Journal },
  paging: BrowsePaging,
): Promise<BrowsePage<object>> {
  const { limit = usualLimit } = paging;
  const place = plansFrom.exec(paging.after ?? '');
  if (place) return plansPage(run, journal, limit, Number(place[1]), Number(place[2]));
  const { items, next } = await browse.receipts({ run, ...paging });
  const written = items.flatMap(changesShown);
  if (next !== undefined) return { items: written, next };
  if (written.length > 0) return { items: written, next: 'plans:0:0' };
  return plansPage(run, journal, limit, 0, 0);
}

async function plansPage(
  run: string,
  journal: Journal,
  limit: number,
  status: number,
  offset: number,
): Promise<BrowsePage<object>> {
  const wanted = unwritten[status];
  if (wanted === undefined) return { items: [] };
  const plans = await journal.plans({ run, status: wanted, limit, offset });
  if (plans.length === 0) return plansPage(run, journal, limit, status + 1, 0);
  const items = await Promise.all(plans.map((plan) => shown(plan, journal)));
  return { items: items.flat(), next: `plans:${status}:${offset + plans.length}` };
}

async function shown(record: PlanRecord, journal: Journal): Promise<readonly object[]> {
  const [first] = record.decisions;
  return planShown(record, first === undefined ? undefined : await journal.decision(first));
}
