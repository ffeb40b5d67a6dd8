import { type Decision, type Journal, parseTarget } from '@earmark/core';
import type { RunChange } from './changes.ts';

/** What a run changed of one album. */
export interface AlbumChanges {
  readonly title: string;
  /** Which releases its decisions rest on. */
  readonly matches: NonNullable<Decision['matches']>;
  /** By their paths, with numbers as numbers: the order in which the album plays. */
  readonly changes: readonly RunChange[];
}

/** By album, in the order in which the run came to them; what no decision tells the album of goes by its folder. */
export async function byAlbum(
  changes: AsyncIterable<RunChange>,
  journal: Journal,
): Promise<readonly AlbumChanges[]> {
  const albums = new Map<string, { about: About; changes: RunChange[] }>();
  for await (const change of changes) {
    const about = await aboutOf(change, journal);
    const album = albums.get(about.id) ?? { about, changes: [] };
    albums.set(about.id, album);
    album.changes.push(change);
  }
  return [...albums.values()].map(({ about: { title, matches }, changes: own }) => ({
    title,
    matches,
    changes: own.sort((a, b) => playing.compare(a.target, b.target)),
  }));
}

interface About {
  readonly id: string;
  readonly title: string;
  readonly matches: NonNullable<Decision['matches']>;
}

async function aboutOf({ decisions, target }: RunChange, journal: Journal): Promise<About> {
  for (const id of decisions) {
    const record = await journal.decision(id);
    if (!record) continue;
    const { title, decision } = record;
    return { id: decision.subject, title, matches: decision.matches ?? [] };
  }
  const folder = parseTarget(target).path.replace(/\/?[^/]*$/, '');
  return { id: `folder:${target.replace(/\/?[^/]*$/, '')}`, title: folder, matches: [] };
}

const playing = new Intl.Collator(undefined, { numeric: true });
