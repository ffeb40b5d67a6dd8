import type { Count, LibrarySummary as Summary } from '@earmark/standard';
import type { Output } from '../output/output.ts';
import { percent } from '../output/percent.ts';
import { printable } from '../output/printable.ts';
import { duration } from '../output/progress.ts';
import { bold, dim } from '../output/style.ts';
import { table } from '../output/table.ts';

const mostGenres = 30;

export function saySummary(summary: Summary, detailed: boolean, out: Output): void {
  const { albums, files, hours, completeness, genres, decades, formats } = summary;
  out.data({ event: 'analysis', ...summary });
  out.say(
    `${bold(String(albums))} albums and books, ${bold(String(files))} files, ${duration(hours * 3_600_000)}\n`,
  );
  out.say(
    table(
      completeness,
      [
        { title: 'field', value: ({ field }) => field },
        { title: 'files that have it', value: ({ share }) => percent(share), align: 'right' },
        { title: 'missing', value: ({ missing }) => String(missing), align: 'right' },
      ],
      out.width,
    ),
  );
  if (!detailed) {
    out.say(dim('\nmore with --detailed'));
    return;
  }
  const list = (title: string, counts: readonly Count[]) => {
    out.say(`\n${bold(title)}${dim(', by files')}`);
    for (const each of counts)
      out.say(`  ${String(each.files).padStart(6)}  ${printable(each.value)}`);
  };
  list('genres', genres.slice(0, mostGenres));
  list('decades', decades);
  list('formats', formats);
}
