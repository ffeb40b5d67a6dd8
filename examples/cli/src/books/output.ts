import {
  type Coverage,
  type DownloadRecord,
  enrichedFields,
  type NextBook,
  type OfferRecord,
  type PhaseReport,
  type Wish,
  type WishSearch,
} from '@earmark/audiobooks';
import { bytes } from '../output/bytes.ts';
import { percent } from '../output/percent.ts';
import { printable } from '../output/printable.ts';
import { bold, dim, green, red } from '../output/style.ts';
import { type Column, table } from '../output/table.ts';

export function phaseLines({ phase, name, ok, lines, ms }: Omit<PhaseReport, 'data'>): string {
  const mark = ok ? green('✓') : red('✗');
  const time = dim(`${(ms / 1000).toFixed(1)} s`);
  const below = lines.map((line) => `  ${printable(line)}`);
  return [
    `${mark} ${bold(phase === 0 ? name : `Phase ${phase}: ${name}`)}  ${time}`,
    ...below,
  ].join('\n');
}

const hours = (seconds: number | undefined): string =>
  seconds === undefined ? '' : `${(seconds / 3600).toFixed(1)} h`;
const minute = (at: number): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
export const day = (at: number): string => new Date(at).toISOString().slice(0, 10);

const offerColumns: readonly Column<OfferRecord>[] = [
  { title: 'id', value: ({ id }) => printable(id) },
  { title: 'sure', value: ({ score }) => percent(score), align: 'right' },
  {
    title: 'title',
    value: ({ title, creators }) => printable(`${title} – ${creators.join(', ')}`),
    flexible: true,
  },
  { title: 'read by', value: ({ narrators }) => printable(narrators.join(', ')), flexible: true },
  { title: 'length', value: ({ durationSeconds }) => hours(durationSeconds), align: 'right' },
  {
    title: 'size',
    value: ({ sizeBytes }) => (sizeBytes === undefined ? '' : bytes(sizeBytes)),
    align: 'right',
  },
  { title: 'format', value: ({ formats }) => printable(formats.join(', ')) },
  { title: 'seeders', value: ({ seeders }) => String(seeders ?? ''), align: 'right' },
  { title: 'free', value: ({ free }) => (free ? 'yes' : '') },
  {
    title: 'verdict',
    value: ({ fits, why }) => (fits ? 'fits' : printable(why.join('; '))),
    flexible: true,
  },
];
export const offersTable = (offers: readonly OfferRecord[], width: number): string =>
  table(offers, offerColumns, width);

const recordColumns: readonly Column<DownloadRecord>[] = [
  { title: 'id', value: ({ id }) => printable(id) },
  { title: 'state', value: ({ state }) => state },
  { title: 'since', value: ({ history }) => (history.at(-1) ? day(history.at(-1)?.at ?? 0) : '') },
  { title: 'by', value: ({ by }) => printable(by) },
  { title: 'title', value: ({ source }) => printable(source.title), flexible: true },
  {
    title: 'what it waits for',
    value: ({ reason, fault, left = [] }) =>
      printable(
        [
          ...((reason ?? fault?.message) ? [reason ?? fault?.message] : []),
          ...(left.length > 0 ? [`for you to place: ${left.join(', ')}`] : []),
        ].join('; '),
      ),
    flexible: true,
  },
];
export const recordsTable = (records: readonly DownloadRecord[], width: number): string =>
  table(records, recordColumns, width);

const wishColumns: readonly Column<Wish>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'status', value: ({ status }) => status },
  { title: 'title', value: ({ title }) => printable(title || 'all'), flexible: true },
  { title: 'author', value: ({ creators }) => printable(creators.join(', ')), flexible: true },
  { title: 'series', value: ({ series = '' }) => printable(series) },
  {
    title: 'searched',
    value: ({ searchedAt }) => (searchedAt === undefined ? 'never' : day(searchedAt)),
  },
];
export const wishesTable = (wishes: readonly Wish[], width: number): string =>
  table(wishes, wishColumns, width);

const searchColumns = (now: number): readonly Column<WishSearch>[] => [
  { title: 'wish', value: ({ wish }) => wish },
  {
    title: 'searched for',
    value: ({ query: { title, creators, series } }) =>
      printable([title || series || 'all', ...creators].join(', ')),
    flexible: true,
  },
  {
    title: 'last',
    value: ({ searchedAt }) => (searchedAt === undefined ? 'never' : day(searchedAt)),
  },
  {
    title: 'found',
    value: ({ found, fault }) =>
      printable(fault ?? (found ? `${found.offers}, ${found.fit} fit` : '')),
    flexible: true,
  },
  { title: 'next', value: ({ dueAt }) => (dueAt <= now ? 'now' : minute(dueAt)) },
];
export const searchesTable = (
  searches: readonly WishSearch[],
  now: number,
  width: number,
): string => table(searches, searchColumns(now), width);

const nextColumns: readonly Column<NextBook>[] = [
  {
    title: 'title',
    value: ({ title, creators }) => printable([title, ...creators].join(', ')),
    flexible: true,
  },
  {
    title: 'lacks',
    value: ({ empty }) => (empty.length > 0 ? empty.join(', ') : 'nothing'),
    flexible: true,
  },
  {
    title: 'last asked',
    value: ({ askedAt, result }) =>
      askedAt === undefined ? 'never' : `${day(askedAt)}${result === 'miss' ? ', unknown' : ''}`,
  },
];
export const nextTable = (books: readonly NextBook[], width: number): string =>
  table(books, nextColumns, width);

/** A column a library, a row a field. */
export function coverageTable({ libraries }: Coverage, width: number): string {
  const names = Object.keys(libraries);
  const columns: Column<string>[] = [
    { title: 'field', value: (field) => field },
    ...names.map((name): Column<string> => {
      const { books = 0, filled = {} } = libraries[name] ?? {};
      return {
        title: `${printable(name)} (${books})`,
        value: (field) => (books === 0 ? '' : percent((filled[field] ?? 0) / books)),
        align: 'right',
      };
    }),
  ];
  return table([...enrichedFields], columns, width);
}
