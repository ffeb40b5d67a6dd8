import type { EarmarkOptions } from '@earmark/core';
import { type SidecarName, sidecarNames, sidecars, wantsBooks } from '@earmark/standard';
import type { Command } from 'commander';
import { requestOf } from '../commands/tag.ts';
import type { Globals } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { words } from '../queue/wish.ts';
import type { Session } from '../session.ts';
import type { TagFlags } from '../tag/flags.ts';
import { showDecisions, type TagRequest, tag, tagged } from '../tag/tag.ts';
import { typedPath } from '../typed-path.ts';

interface BookFileFlags extends TagFlags {
  readonly sidecars?: string;
}

/** Books as folders of files, with or without Audiobookshelf. */
export function defineBookFiles(books: Command, session: Session): void {
  const path = (text: string) => typedPath(text, session.io);
  books
    .command('tag')
    .argument('<path>', 'a folder of audiobooks (m4b, folders of mp3), or one file', path)
    .option('--dry-run', 'plan everything, change nothing')
    .option('--confidence <percent>', 'write at or above this confidence (default: 95)')
    .option('--album <words...>', 'as for `earmark tag`: "Author,Title", or a glob on the folder')
    .option('--limit <n>', 'only the first n books')
    .option('--sources <names>', 'ask only these, separated by commas')
    .option('--sidecars <names>', 'then write these beside the files: json, opf')
    .option('--changes-only', 'show only what changes')
    .option('--reasons', 'show why')
    .description("fill gaps in the tags of audiobook files; Audiobookshelf's items of them too")
    .addHelpText(
      'after',
      `
Sound and chapters stay as they are. What is certain is written, the rest waits: earmark review.
To see what changed: earmark diff. To undo: earmark undo.

Examples:
  earmark books tag /audiobooks --dry-run
  earmark books tag /audiobooks --sources audnexus --sidecars json`,
    )
    .action(async (folder: string, flags: BookFileFlags, command) => {
      const names = sidecarNames(words(flags.sidecars ?? ''), '--sidecars');
      const request = requestOf(folder, flags);
      session.code = await withHost(
        withAudnexus(session.globals(command)),
        (host) => tag(host, request, flags, 'books-tag'),
        writing(names),
      );
    });
  books
    .command('sidecars')
    .argument('<path>', 'a folder of audiobooks', path)
    .option('--formats <names>', 'json (metadata.json), opf (metadata.opf)', 'json')
    .option('--dry-run', 'plan everything, change nothing')
    .option('--limit <n>', 'only the first n books')
    .option('--changes-only', 'show only what changes')
    .description('write what the tags of audiobook files say into files beside them; asks nobody')
    .action(async (folder: string, flags: BookFileFlags & { formats: string }, command) => {
      session.code = await withHost(
        session.globals(command),
        (host) => writeSidecars(host, requestOf(folder, flags), flags),
        writing(sidecarNames(words(flags.formats), '--formats')),
      );
    });
}

async function writeSidecars(host: Host, request: TagRequest, flags: TagFlags): Promise<number> {
  const { sources: _, fields: __, confidence: ___, ...which } = request;
  const result = await host.start('books-sidecars', which, (run) =>
    showDecisions(run, flags, host),
  );
  return tagged(host, which, result);
}

const writing =
  (names: readonly SidecarName[]) =>
  (options: EarmarkOptions): EarmarkOptions => ({
    ...options,
    sinks: [...(options.sinks ?? []).filter(({ name }) => name !== 'sidecars'), sidecars(names)],
  });

/** Where nothing of books is set up, the one source that needs no key is asked. */
function withAudnexus({ io, ...rest }: Globals): Globals {
  if (wantsBooks(io.env)) return { io, ...rest };
  const env = { ...io.env, EARMARK_AUDNEXUS_URL: 'https://api.audnex.us' };
  return { ...rest, io: { ...io, env } };
}
