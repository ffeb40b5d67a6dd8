import {
  type Coverage,
  type DownloadRecord,
  enrichedFields,
  type OfferRecord,
  type PhaseReport,
  type Wish,
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
