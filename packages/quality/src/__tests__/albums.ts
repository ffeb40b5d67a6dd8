import type { Catalogue, CatalogueFile, Fields } from '@earmark/core';
import { createMemoryStore } from '@earmark/core';
import type { CheckEvent, Health, Issue, LibraryCheckOptions } from '../index.ts';
import { createLibraryCheck } from '../index.ts';

export interface FileSketch extends Partial<Omit<CatalogueFile, 'fields'>> {
  readonly fields?: Fields;
}
export interface AlbumSketch {
  readonly id?: string;
  readonly kind?: 'album' | 'book';
  readonly folder?: string;
  readonly artist?: string;
  readonly title?: string;
  readonly tracks?: number;
  /** What all files have besides, or instead: an empty list takes a field away. */
  readonly all?: Fields;
  /** What single files have besides, by their place. */
  readonly files?: Readonly<Record<number, FileSketch>>;
}

const words = ['River', 'Stone', 'Ember', 'Harbour', 'Lantern', 'Meadow', 'Signal', 'Orchard'];

/** A catalogue of these albums: complete and tidy but for what the sketches say. */
export async function catalogueOf(albums: readonly AlbumSketch[]): Promise<Catalogue> {
  const { catalogue } = await createMemoryStore().account('default');
  for (const [index, sketch] of albums.entries()) {
    const { id = `album-${index}`, artist = `Singer ${index}`, title = `Record ${index}` } = sketch;
    const { folder = `${artist}/${title}`, tracks = 4, kind = 'album' } = sketch;
    await catalogue.apply({
      putAlbums: [{ id, root: 'music', folder, kind, title, creators: [artist] }],
      put: Array.from({ length: tracks }, (_, at): CatalogueFile => {
        const { fields, ...rest } = sketch.files?.[at] ?? {};
        const own: Fields = {
          title: [`${words[(index + at) % words.length]} ${index}`],
          artist: [artist],
          albumartist: [artist],
          album: [title],
          track: [String(at + 1)],
          tracktotal: [String(tracks)],
          date: ['1998'],
          genre: ['Jazz'],
          ...sketch.all,
          ...fields,
        };
        return {
          id: `${id}-${at}`,
          ...(rest.fault === undefined && { album: id }),
          root: 'music',
          path: `${folder}/0${at + 1}.flac`,
          size: 1,
          mtimeNs: '1',
          inode: '1',
          complete: true,
          pictures: 1,
          chapters: 0,
          durationSeconds: 200,
          ...rest,
          fields: Object.fromEntries(Object.entries(own).filter(([, values]) => values.length > 0)),
        };
      }),
    });
  }
  return catalogue;
}

export interface Checked {
  readonly issues: readonly Issue[];
  readonly health: Health;
  readonly kinds: readonly string[];
}

export async function checked(
  albums: readonly AlbumSketch[],
  options?: LibraryCheckOptions,
): Promise<Checked> {
  return collect(
    createLibraryCheck(options).check({ catalogue: await catalogueOf(albums), roots: ['music'] }),
  );
}

export async function collect(events: AsyncIterable<CheckEvent>): Promise<Checked> {
  const issues: Issue[] = [];
  let health: Health | undefined;
  for await (const each of events) {
    if (each.event === 'issue') issues.push(each.issue);
    if (each.event === 'health') health = each.health;
  }
  if (!health) throw new Error('the check ended without its health');
  return { issues, health, kinds: issues.map(({ kind }) => kind) };
}
