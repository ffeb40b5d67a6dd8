import { type Claim, createMemoryStore, type OriginContext, type Subject } from '@earmark/core';
import { createContextHints } from '@earmark/genres';
import type { Case } from './cases.ts';
import { createRandom } from './world/random.ts';
import { shelve } from './world/shelf.ts';

/** A case as it lies on a disk: with its tags of today, and what the hints make of its neighbours. */
export interface Surrounded {
  readonly subject: Subject;
  readonly hints: readonly Claim[];
}

const artistFolder = 'Somebody';

/** Chance of its own, so that the cases are the same with and without it. */
export async function surround({ query, work, seed }: Case, at: number): Promise<Surrounded> {
  const { tags, folder, others } = shelve(createRandom(seed * 1e5 + at), work);
  const path = `${folder}/${artistFolder}/${at}`;
  const subject: Subject = {
    ...query,
    id: 'case',
    targets: [
      { sink: 'tags', id: `music:${path}/01.mp3`, fields: tags.length > 0 ? { genre: tags } : {} },
    ],
  };
  const { catalogue } = await createMemoryStore().account('default');
  const folderOf = (other: number) => `${folder}/${artistFolder}/other-${other}`;
  await catalogue.apply({
    put: others.map((genre, other) => ({
      root: 'music',
      path: `${folderOf(other)}/01.mp3`,
      size: 1,
      mtimeNs: '1',
      inode: `${other}`,
      id: `file-${other}`,
      album: `album-${other}`,
      fields: { genre },
      complete: true,
      pictures: 0,
      chapters: 0,
    })),
    putAlbums: others.map((_, other) => ({
      id: `album-${other}`,
      root: 'music',
      folder: folderOf(other),
      kind: 'album' as const,
      title: `Other ${other}`,
      creators: [query.creators[0] ?? ''],
    })),
  });
  const context = { catalogue, signal: new AbortController().signal };
  const hints = await createContextHints().hints(
    subject,
    context as Partial<OriginContext> as OriginContext,
  );
  return { subject, hints };
}
