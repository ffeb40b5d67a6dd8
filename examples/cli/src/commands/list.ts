import type { AlbumQuery, AlbumRow, FacetName } from '@earmark/core';
import { Option } from 'commander';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { type AlbumFlags, albumQueryOf, withAlbumFilter } from '../list/album-filter.ts';
import { counted } from '../output/counted.ts';
import { percent } from '../output/percent.ts';
import { printable } from '../output/printable.ts';
import { dim } from '../output/style.ts';
import { type Column, table } from '../output/table.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

interface ListFlags extends AlbumFlags {
  readonly sort?: NonNullable<AlbumQuery['sort']>;
  readonly descending?: boolean;
  readonly limit: string;
  readonly by?: FacetName;
}

const sorts = ['title', 'creator', 'year', 'added', 'changed', 'confidence', 'health', 'folder'];
const facets = [
  'genre',
  'year',
  'format',
  'creator',
  'kind',
  'root',
  'band',
  'state',
  'silent',
  'issue',
];
const pageSize = 500;

export const defineList: DefineCommand = (command, session) => {
  withAlbumFilter(command)
    .addOption(new Option('--sort <name>', 'default: title').choices(sorts))
    .option('--descending', 'the last first')
    .option('--limit <n>', 'at most this many; 0: all', '50')
    .addOption(new Option('--by <name>', 'count them instead, by this').choices(facets))
    .addHelpText(
      'after',
      `
Examples:
  earmark list coltrane                            in any title, artist or folder
  earmark list --genre Techno --years 1990-1999 --sort year
  earmark list --standing review --sort confidence what waits for you
  earmark list --format mp3 --by genre             which genres are there as mp3
  earmark list --by issue                          how many albums have which issues`,
    )
    .action(async (words: readonly string[], flags: ListFlags, command) => {
      session.code = await withHost(session.globals(command), (host) => list(host, words, flags));
    });
};

async function list(host: Host, words: readonly string[], flags: ListFlags): Promise<number> {
  const { browse } = await host.earmark.store();
  const filter = await albumQueryOf(words, flags);
  if (flags.by !== undefined) return count(host, filter, flags.by);
  const most = wholeNumber('--limit', flags.limit, 0) || Number.POSITIVE_INFINITY;
  const rows: AlbumRow[] = [];
  let total = 0;
  let shown = 0;
  let after: string | undefined;
  do {
    const page = await browse.albums({
      ...filter,
      ...(flags.sort ? { sort: flags.sort } : {}),
      ...(flags.descending ? { descending: true } : {}),
      ...(after === undefined ? { count: true } : { after }),
      limit: Math.min(pageSize, most - shown),
    });
    total = page.total ?? total;
    for (const row of page.items) host.out.data({ event: 'album', ...row });
    if (!host.out.json) rows.push(...page.items);
    shown += page.items.length;
    after = page.next;
  } while (after !== undefined && shown < most);
  host.out.say(shown === 0 ? 'No albums match.' : table(rows, columns, host.out.width));
  if (total > shown)
    host.out.note(dim(`${shown} of ${counted(total, 'album')}. For all: --limit 0`));
  return ended.done;
}

async function count(host: Host, filter: AlbumQuery, by: FacetName): Promise<number> {
  const { browse } = await host.earmark.store();
  const { [by]: values } = await browse.facets(filter, [by], 500);
  for (const each of values) host.out.data({ event: 'count', by, ...each });
  host.out.say(
    values.length === 0
      ? 'No albums match.'
      : table(
          values,
          [
            { title: by, value: ({ value }) => printable(String(value)) },
            { title: 'albums', value: ({ count }) => String(count), align: 'right' },
          ],
          host.out.width,
        ),
  );
  return ended.done;
}

const columns: readonly Column<AlbumRow>[] = [
  { title: 'artist', value: ({ creators }) => printable(creators.join(', ')), flexible: true },
  { title: 'album', value: ({ title }) => printable(title), flexible: true },
  { title: 'year', value: ({ year }) => String(year ?? ''), align: 'right' },
  { title: 'genres', value: ({ genres }) => printable(genres.join('; ')), flexible: true },
  { title: 'format', value: ({ formats }) => formats.join(' ') },
  { title: 'files', value: ({ files }) => String(files), align: 'right' },
  {
    title: 'state',
    value: ({ state, confidence }) =>
      confidence === undefined ? state : `${state} ${percent(confidence)}`,
  },
];
