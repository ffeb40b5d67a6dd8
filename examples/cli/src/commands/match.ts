import { chooseRelease, EarmarkError, type MatchedRelease, titleOf } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { type Album, findAlbum } from '../match/find-album.ts';
import { releaseList } from '../match/release-list.ts';
import { wantedWords } from '../match/wanted-words.ts';
import { matchLines } from '../output/matches.ts';
import { printable } from '../output/printable.ts';
import { bold, dim } from '../output/style.ts';
import type { DefineCommand } from './command.ts';

interface MatchFlags {
  readonly source?: string;
  readonly id?: string;
  readonly clear?: boolean;
  /** True where no words were given. */
  readonly search?: string | true;
}

export const defineMatch: DefineCommand = (match, session) => {
  match
    .argument('<album>', 'its folder, its id, or a decision about it')
    .option('--source <name>', 'the source whose release to choose, such as musicbrainz')
    .option('--id <id>', "the release's id there, or its address")
    .option(
      '--search [words]',
      'list which releases it could be; with other words: "Artist, Album"',
    )
    .option('--clear', 'with --source: let Earmark choose again')
    .addHelpText(
      'after',
      `
Examples:
  earmark match "/music/Weezer/Blue Album"                         what it was matched with
  earmark match "/music/Weezer/Blue Album" --search               which releases it could be
  earmark match "/music/Weezer/Blue Album" --search "Weezer, Weezer"
  earmark match "/music/Weezer/Blue Album" --source musicbrainz --id 2f3ab1b2-…
  earmark match "/music/Weezer/Blue Album" --id https://www.discogs.com/master/5…
  earmark match "/music/Weezer/Blue Album" --source musicbrainz --clear`,
    )
    .action(async (text: string, flags: MatchFlags, command) => {
      await withHost(session.globals(command), async (host) => {
        const album = await findAlbum(host, text);
        if (flags.search !== undefined) await search(host, album, flags.search, flags.source);
        else if (flags.source !== undefined || flags.id !== undefined)
          await choose(host, album, flags);
        else await show(host, album);
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

async function search(
  { earmark, out }: Host,
  { id: album, ...named }: Album,
  words: string | true,
  source: string | undefined,
): Promise<void> {
  const found = await earmark.findReleases(album, {
    ...(words === true ? {} : wantedWords(words)),
    ...(source === undefined ? {} : { sources: [source] }),
  });
  for (const release of found.releases) out.data({ event: 'release-found', album, ...release });
  for (const silence of found.silent) out.data({ event: 'source-silent', album, ...silence });
  out.say(bold(printable(titleOf(named))));
  out.say(releaseList(found, out.width, ({ source: from, id }) => `--source ${from} --id ${id}`));
}

async function choose(
  { earmark, out }: Host,
  { id: album, ...named }: Album,
  { source, id, clear }: MatchFlags,
): Promise<void> {
  const title = printable(titleOf(named));
  if (clear && source !== undefined) {
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
  const chosen = await chooseRelease(earmark, album, {
    release: id,
    ...(source === undefined ? {} : { source }),
  });
  out.data({ event: 'pinned', album, ...chosen });
  out.say(`${title} is ${chosen.source} ${printable(chosen.id)} from now on. Next: earmark tag`);
  out.say(dim(`To undo: earmark match ${album} --source ${chosen.source} --clear`));
}
