import {
  type ChosenRelease,
  type Earmark,
  type FoundReleases,
  type ReleaseSearch,
  releaseMeant,
} from '@earmark/core';
import { dim } from '../output/style.ts';
import type { Terminal } from '../review/terminal.ts';
import { releaseList } from './release-list.ts';
import { wantedWords } from './wanted-words.ts';

const question =
  'Which one? Its number; or its address, or source:id; or other words, as "Artist – Album" (Escape: back)';

/** Lists which releases an album could be until one is chosen; undefined where the person went back. Chooses nothing by itself. */
export async function askForRelease(
  { plugins, findReleases }: Pick<Earmark, 'plugins' | 'findReleases'>,
  terminal: Terminal,
  album: string,
): Promise<ChosenRelease | undefined> {
  let search: ReleaseSearch = {};
  for (;;) {
    terminal.say(dim('  asking the sources…'));
    const found = await findReleases(album, search);
    terminal.say(releaseList(found, terminal.width));
    const typed = (await terminal.ask(question))?.trim();
    if (typed === undefined || typed === '') return undefined;
    const chosen = byNumber(typed, found) ?? byName(typed, plugins);
    if (chosen) return chosen;
    search = wantedWords(typed);
  }
}

function byNumber(text: string, { releases }: FoundReleases): ChosenRelease | undefined {
  const release = /^\d{1,3}$/.test(text) ? releases[Number(text) - 1] : undefined;
  return release && { source: release.source, id: release.id };
}

/** An address tells its source; an id needs it in front. Words are neither. */
function byName(text: string, plugins: Earmark['plugins']): ChosenRelease | undefined {
  if (/^https?:\/\//.test(text)) return releaseMeant(plugins, { release: text });
  const [, source, release] = /^([a-z][a-z0-9-]*):(\S+)$/.exec(text) ?? [];
  return source && release ? releaseMeant(plugins, { source, release }) : undefined;
}
