import { importBeets, setFields } from '@earmark/standard';
import { ended, exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { dim } from '../output/style.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

interface ImportOptions {
  readonly dryRun?: boolean;
  readonly write?: boolean;
  readonly lock: boolean;
  readonly separator?: string;
  readonly directory?: string;
}

export const defineImport: DefineCommand = (command, session) => {
  command
    .command('beets')
    .description(
      'take over which release each album is, and its genres; beets and its database are not touched',
    )
    .argument('<library.db>', 'the database of beets', (text: string) =>
      typedPath(text, session.io),
    )
    .option('--dry-run', 'count, and take nothing over')
    .option('--write', 'write genres that files lack; undo puts them back')
    .option('--no-lock', 'let later runs change these genres')
    .option('--separator <text>', 'between two genres (default: a comma and a space)')
    .option('--directory <folder>', 'where relative paths of beets begin')
    .action(async (file: string, options: ImportOptions, command) => {
      session.code = await withHost(session.globals(command), (host) =>
        takeOver(host, file, options),
      );
    });
};

async function takeOver(host: Host, file: string, options: ImportOptions): Promise<number> {
  const { earmark, out, roots } = host;
  const { dryRun = false, lock, write, separator, directory } = options;
  const { edits, unknown, ...counts } = await importBeets(earmark, file, {
    roots,
    dryRun,
    lockGenres: lock,
    ...(separator === undefined ? {} : { separator }),
    ...(directory === undefined ? {} : { directory }),
  });
  out.data({ event: 'imported', ...counts, unknown: unknown.length, edits: edits.length });
  out.say(
    `${counts.found} of ${counted(counts.albums, 'album')} in the catalogue: ${counted(counts.releases, 'release')}, genres of ${counts.locked} kept.`,
  );
  if (counts.singletons > 0)
    out.say(dim(`Left out: ${counted(counts.singletons, 'track')} without an album`));
  for (const path of unknown.slice(0, 3)) out.say(dim(`not in the catalogue: ${path}`));
  if (unknown.length > 0) out.say(dim('Scan their folders first: earmark scan <path>'));
  if (edits.length === 0 || dryRun || !write) {
    if (edits.length > 0)
      out.say(
        `${counted(edits.length, 'file')} say other genres. To write those of beets: --write`,
      );
    return ended.done;
  }
  const result = await host.follow(setFields(earmark, { name: 'import beets', roots, edits }));
  out.say(`${result.counts.applied ?? 0} files written. To undo: earmark undo ${result.run}`);
  return exitCodeOf(result);
}
