import type { Coverage } from './enrich/coverage.ts';
import type { BookHistory, TaskRecord } from './records/history.ts';
import type { BookRecords } from './records/shelves.ts';
import type { DownloadState } from './types.ts';

/** How an account's audiobooks stand, in one look. */
export interface BookStatus {
  readonly wishes: { readonly open: number; readonly met: number };
  /** For open wishes, and those of them that the rule allows. */
  readonly offers: { readonly all: number; readonly fitting: number };
  readonly downloads: Readonly<Partial<Record<DownloadState, number>>>;
  readonly lastRun?: TaskRecord;
  readonly coverage?: Coverage;
}

export async function bookStatusOf(
  records: BookRecords,
  history: BookHistory,
): Promise<BookStatus> {
  const [wishes, offers, downloads, tasks, days] = await Promise.all([
    records.wishes.all(),
    records.offers.all(),
    records.downloads.all(),
    history.tasks.all(),
    history.coverage.all(),
  ]);
  const open = new Set(wishes.filter(({ status }) => status === 'open').map(({ id }) => id));
  const wanted = offers.filter(({ wish }) => open.has(wish));
  const [lastRun, coverage] = [tasks.at(-1), days.at(-1)];
  const byState = Object.entries(Object.groupBy(downloads, ({ state }) => state));
  return {
    wishes: { open: open.size, met: wishes.filter(({ status }) => status === 'met').length },
    offers: { all: wanted.length, fitting: wanted.filter(({ fits }) => fits).length },
    downloads: Object.fromEntries(byState.map(([state, some = []]) => [state, some.length])),
    ...(lastRun && { lastRun }),
    ...(coverage && { coverage }),
  };
}
