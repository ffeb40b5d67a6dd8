import { pipeline } from '@earmark/core';
import { statistics } from '../analyze/statistics.ts';
import { exitCodeOf } from '../exit.ts';
import { globalsOf } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { libraryAt } from '../host/library.ts';
import { percent } from '../output/changes.ts';
import { bold, dim } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { AddCommand } from './index.ts';
import { wholeNumber } from './tag.ts';

interface AnalyzeOptions {
  readonly detailed?: boolean;
  readonly limit?: string;
}

export const addAnalyze: AddCommand = (program, outcome) => {
  program
    .command('analyze')
    .argument('<path>')
    .description(
      'what a library has and lacks: formats, completeness of each field, genres; asks nobody',
    )
    .option('--detailed', 'also genres, years and what is missing where')
    .option('--limit <n>', 'only the first n albums')
    .action(async (path: string, options: AnalyzeOptions, command) => {
      outcome.code = await withHost(globalsOf(command), (host) => analyze(host, path, options));
    });
};

async function analyze(
  host: Host,
  path: string,
  { detailed = false, limit }: AnalyzeOptions,
): Promise<number> {
  const { out, run, roots } = host;
  const library = libraryAt({ path, roots });
  const most = limit === undefined ? Number.POSITIVE_INFINITY : wholeNumber('--limit', limit, 1);
  const stats = statistics();
  const result = await run(
    pipeline({
      name: 'analyze',
      origins: [library],
      async *start(context) {
        for await (const subject of library.subjects(context.originContext(library))) {
          if (stats.albums >= most || context.signal.aborted) break;
          stats.add(subject);
          context.count('albums');
          yield subject;
        }
      },
    }),
  );
  const summary = stats.summary();
  out.data({ event: 'analysis', ...summary });
  out.say(
    `${bold(String(summary.albums))} albums and books, ${bold(String(summary.files))} files, ${summary.hours.toFixed(1)} hours`,
  );
  out.say('');
  out.say(
    table(
      summary.completeness,
      [
        { title: 'field', value: ({ field }) => field },
        { title: 'files that have it', value: ({ share }) => percent(share), align: 'right' },
        { title: 'missing', value: ({ missing }) => String(missing), align: 'right' },
      ],
      out.width,
    ),
  );
  if (detailed) {
    out.say(`\n${bold('genres')}`);
    for (const { value, files } of summary.genres.slice(0, 30))
      out.say(`  ${String(files).padStart(6)}  ${value}`);
    out.say(`\n${bold('decades')}`);
    for (const { value, files } of summary.decades)
      out.say(`  ${String(files).padStart(6)}  ${value}`);
    out.say(`\n${bold('formats')}`);
    for (const { value, files } of summary.formats)
      out.say(`  ${String(files).padStart(6)}  ${value}`);
  } else out.say(dim('\nmore with --detailed'));
  return exitCodeOf(result);
}
