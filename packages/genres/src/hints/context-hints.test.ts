import {
  type CatalogueFile,
  createMemoryStore,
  type OriginContext,
  type Subject,
} from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { subjectOf } from '../__tests__/evidence.ts';
import { createContextHints } from './context-hints.ts';

async function hintsFor(subject: Subject, others: readonly (readonly string[])[] = []) {
  const { catalogue } = await createMemoryStore().account('default');
  const files = others.map((genre, at) => ({
    root: 'music',
    path: `Artist/Other ${at}/01.flac`,
    size: 1,
    mtimeNs: '1',
    inode: String(at),
    id: `f${at}`,
    album: `a${at}`,
    fields: { genre },
    complete: true,
    pictures: 0,
    chapters: 0,
  })) satisfies readonly CatalogueFile[];
  const albums = others.map((_, at) => ({
    id: `a${at}`,
    root: 'music',
    folder: `Artist/Other ${at}`,
    kind: 'album' as const,
    title: `Other ${at}`,
    creators: ['Artist'],
  }));
  await catalogue.apply({ put: files, putAlbums: albums });
  const ctx = { catalogue, signal: new AbortController().signal };
  const claims = await createContextHints().hints(
    subject,
    ctx as Partial<OriginContext> as OriginContext,
  );
  return claims.map(({ value, level, strength }) => [value, level, strength] as const);
}

const at = (path: string, changes: Partial<Subject> = {}) =>
  subjectOf([], { targets: [{ sink: 'tags', id: `music:${path}`, fields: {} }], ...changes });

describe('createContextHints', () => {
  it('reads genres from folder names, the near ones louder, but not from the artist’s or album’s own name', async () => {
    expect(await hintsFor(at('Jazz/Bebop/Artist/Title/01.mp3'))).toEqual([
      ['Bebop', 'path', 0.7],
      ['Jazz', 'path', 0.55],
    ]);
    expect(await hintsFor(at('Blues/Soul/01.mp3', { creators: ['Blues'], title: 'Soul' }))).toEqual(
      [],
    );
  });

  it('says what the artist’s other albums agree on', async () => {
    const claims = await hintsFor(at('x/01.mp3'), [['Techno'], ['techno', 'Live'], ['House'], []]);
    expect(claims).toEqual([['Techno', 'artist', 1 / 3]]);
    expect(
      await hintsFor(at('x/01.mp3', { creators: ['Various Artists'] }), [['Techno'], ['Techno']]),
    ).toEqual([]);
  });

  it('reads the genres of one album together: hardcore beside punk is punk', async () => {
    const albums = [
      ['Hardcore', 'Punk'],
      ['hardcore', 'Post-Punk'],
    ];
    expect(await hintsFor(at('x/01.mp3'), albums)).toEqual([['Hardcore Punk', 'artist', 0.5]]);
  });

  it('knows labels in their spellings, and words of titles', async () => {
    expect(await hintsFor(at('x/01.mp3', { label: 'BLUE NOTE Records' }))).toEqual([
      ['Jazz', 'label', 0.8],
    ]);
    const soundtrack = at('x/01.mp3', { title: 'Heat: Original Motion Picture Soundtrack' });
    expect((await hintsFor(soundtrack)).map(([value]) => value)).toEqual(['Soundtrack']);
    expect(await hintsFor(at('x/01.mp3', { title: 'Hostile' }))).toEqual([]);
  });

  it('refuses options that it does not know, by name', () => {
    expect(() => createContextHints({ album: 3 } as object)).toThrow(/album/);
  });
});
