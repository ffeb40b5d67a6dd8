import { chooseRelease, EarmarkError, type MatchedRelease, titleOf } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { type Album, findAlbum } from '../match/find-album.ts';
import { matchLines } from '../output/matches.ts';
import { printable } from '../output/printable.ts';
import { bold, dim } from '../output/style.ts';
import type { DefineCommand } from './command.ts';

interface MatchFlags {
  readonly source?: string;
  readonly id?: string;
  readonly clear?: boolean;
}

export const defineMatch: DefineCommand = (match, session) => {
  match
    .argument('<album>', 'its folder, its id, or a decision about it')
    .option('--source <name>', 'the source whose release to choose, such as musicbrainz')
    .option('--id <id>', "the release's id there, or its address")
    .option('--clear', 'with --source: let Earmark choose again')
    .addHelpText(
      'after',
      `
Examples:
  earmark match "/music/Weezer/Blue Album"                         what it was matched with
  earmark match "/music/Weezer/Blue Album" --source musicbrainz --id 2f3ab1b2-…
  earmark match "/music/Weezer/Blue Album" --source musicbrainz --clear`,
    )
    .action(async (text: string, flags: MatchFlags, command) => {
      await withHost(session.globals(command), async (host) => {
        const album = await findAlbum(host, text);
        if (flags.source === undefined) await show(host, album);
        else await choose(host, album, flags.source, flags);
      });
    });
};

async function show({ earmark, out }: Host, album: Album): Promise<void> {
  const { journal, reviews } = await earmark.store();
  const pinned = await reviews.pinned(album.id);
  const matches = new Map<string, MatchedRelease>();
  for (const { decision } of await journal.decisions({ subject: album.id }))
    for (const match of decision.matches ?? []) matches.set(match.source, match);
  const title = titleOf(album);
  const found = [...matches.values()];
  out.data({ event: 'match', album: album.id, title, matches: found, pinned });
  out.say(bold(printable(title)));
  for (const line of matchLines({ matches: found })) out.say(line);
  if (found.length === 0) out.say('    not matched yet: earmark tag decides');
  for (const [source, id] of Object.entries(pinned))
    out.say(`    chosen by a person: ${source} ${printable(id)}`);
}

async function choose(
  { earmark, out }: Host,
  { id: album, ...named }: Album,
  source: string,
  { id, clear }: MatchFlags,
): Promise<void> {
  const title = printable(titleOf(named));
  if (clear) {
    await earmark.reviews.unpin(album, source);
    out.data({ event: 'unpinned', album, source });
    out.say(`${source} is free to match ${title} again. Next: earmark tag`);
    return;
  }
  if (id === undefined)
    throw new EarmarkError(
      'config',
      'Give the release with --id, or --clear to take a choice back',
    );
  const { id: release } = await chooseRelease(earmark, album, { source, release: id });
  out.data({ event: 'pinned', album, source, id: release });
  out.say(`${title} is ${source} ${printable(release)} from now on. Next: earmark tag`);
  out.say(dim(`To undo: earmark match ${album} --source ${source} --clear`));
}
