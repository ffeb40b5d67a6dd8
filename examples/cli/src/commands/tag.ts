import { EarmarkError } from '@earmark/core';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { withId3, writingId3 } from '../id3-flag.ts';
import { queueAlbums } from '../queue/queue-albums.ts';
import { queueFlags, words } from '../queue/wish.ts';
import { partFrom } from '../review/filter.ts';
import { limitOf, type TagFlags } from '../tag/flags.ts';
import { type TagRequest, tag } from '../tag/tag.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

export const defineTag: DefineCommand = (tagging, session) => {
  tagging
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--dry-run', 'plan everything, change nothing')
    .option('--confidence <percent>', 'write at or above this confidence (default: 95)')
    .option(
      '--album <words...>',
      '"Artist,Album", or artist="A, B" album="C", or a glob on the folder; repeatable',
    )
    .option('--sample <n>', 'only the first n albums, to see what it would do')
    .option('--limit <n>', 'the same as --sample')
    .option('--sources <names>', 'ask only these, separated by commas')
    .option('--fields <names>', 'decide only on these, such as genre,year,label (default: genre)')
    .option('--covers', 'then fill in missing covers, as `earmark covers` does')
    .option('--shared', 'several machines work here: a lock for each file instead of one for all')
    .option('--queue', 'put the albums into the queue instead, for `earmark worker`')
    .option('--changes-only', 'show only what changes')
    .option('--reasons', 'show why')
    .addHelpText(
      'after',
      `
Examples:
  earmark tag /music --dry-run --sample 10
  earmark tag /music --fields genre,year,label --dry-run
  earmark tag /music --album "100 gecs,10,000 gecs"
  earmark tag /music --album "Tyler, The Creator,Igor"
  earmark tag /music --album artist="Tyler, The Creator" album="Igor"
  earmark tag /music --album "Bj*rk/**" --sources musicbrainz,discogs`,
    )
    .action(async (path: string, flags: TagFlags, command) => {
      if (flags.queue && flags.covers)
        throw new EarmarkError(
          'config',
          '--queue and --covers do not go together: covers are not queued. Run `earmark covers` for them',
        );
      if (flags.queue && flags.id3 !== undefined)
        throw new EarmarkError(
          'config',
          '--id3 is for what this command writes; for a queue set EARMARK_ID3 where the workers run',
        );
      session.code = await withHost(
        session.globals(command),
        (host) => (flags.queue ? queueAlbums(host, path, flags) : tagAndCover(host, path, flags)),
        async (composed, settings) => ({
          ...(await writingId3(composed, settings, flags)),
          ...(flags.shared ? { leases: 'target' as const } : {}),
        }),
      );
    });
  withId3(queueFlags(tagging));
};

async function tagAndCover(host: Host, path: string, flags: TagFlags): Promise<number> {
  const request = requestOf(path, flags);
  const code = await tag(host, request, flags);
  if (!flags.covers || code === ended.stopped) return code;
  const { fields: _, ...same } = request;
  host.out.say('');
  host.out.say('Covers:');
  return Math.max(code, await tag(host, same, flags, 'covers'));
}

/** What the journal keeps of it: all that the run needs, so that it can be resumed anywhere. */
export function requestOf(path: string, flags: TagFlags): TagRequest {
  const { dryRun, album, sources, fields, confidence } = flags;
  const limit = limitOf(flags);
  return {
    path,
    ...(dryRun ? { dryRun } : {}),
    ...(album === undefined ? {} : { album }),
    ...(limit === undefined ? {} : { limit }),
    ...(sources === undefined ? {} : { sources: words(sources) }),
    ...(fields === undefined ? {} : { fields: words(fields) }),
    ...(confidence === undefined ? {} : { confidence: confidenceFrom(confidence) }),
  };
}

function confidenceFrom(text: string): number {
  const part = partFrom('--confidence', text);
  if (part > 0) return part;
  throw new EarmarkError('config', '--confidence 0 would write every guess: give at least 1');
}
