import { basename } from 'node:path';
import { type CatalogueAlbum, type CatalogueFile, newId, type OriginContext } from '@earmark/core';
import { isBook } from './book.ts';
import { identifyAlbum } from './describe.ts';
import { groupFiles } from './group.ts';

import type { LibraryKind, Settings } from './options.ts';
import { commonest } from './values.ts';

export interface PlacedAlbum {
  readonly album: CatalogueAlbum;
  readonly files: readonly CatalogueFile[];
  readonly what: 'added' | 'changed' | 'same';
}
export interface Placement {
  readonly albums: readonly PlacedAlbum[];
  /** All files of the unit, each with its album. */
  readonly files: readonly CatalogueFile[];
  /** Folders that an album was taken from while files of it stayed behind. */
  readonly robbed: readonly { readonly root: string; readonly folder: string }[];
  /** Albums that these files belonged to and no longer do. */
  readonly left: readonly string[];
  /** An album came here from another folder. */
  readonly tookOver: boolean;
}
export interface Place {
  readonly root: string;
  readonly folder: string;
}

/**
 * Groups a unit's files and gives each group its album. An album goes where most of its files are: within a unit
 * the group with the most of them keeps it; between units it moves only with at least half of what is left.
 */
export async function placeAlbums(
  place: Place,
  files: readonly CatalogueFile[],
  ctx: OriginContext,
  settings: Settings,
  isGone: (file: CatalogueFile) => boolean,
): Promise<Placement> {
  const { root, folder } = place;
  const rootName = basename(settings.roots[root] ?? root);
  const groups = groupFiles(
    folder,
    files.filter(({ fault }) => fault === undefined),
  );
  const claims = groups.map((group) => ({
    group,
    claim: commonest(group.map((file) => file.album)),
  }));
  const claimed = new Set<string>();
  const robbed: Place[] = [];
  let tookOver = false;
  const ids = new Map<CatalogueFile[], string>();
  for (const { group, claim } of [...claims].sort(byCount)) {
    if (!claim || claimed.has(claim.value)) continue;
    const known = await ctx.catalogue.album(claim.value);
    if (known && (known.root !== root || known.folder !== folder)) {
      const here = new Set(files.map(({ id }) => id));
      const rest = (await ctx.catalogue.files({ album: claim.value })).filter(
        (file) => !here.has(file.id) && !isGone(file),
      );
      if (rest.length > claim.count) continue;
      tookOver = true;
      if (rest.length > 0) robbed.push({ root: known.root, folder: known.folder });
    }
    claimed.add(claim.value);
    ids.set(group, claim.value);
  }

  const albums: PlacedAlbum[] = [];
  const albumOf = new Map<string, string>();
  for (const group of groups) {
    const id = ids.get(group);
    const before = id === undefined ? undefined : await ctx.catalogue.album(id);
    const now = albumRow(id ?? newId(ctx.clock.now()), place, group, settings.kind(root), rootName);
    for (const file of group) albumOf.set(file.id, now.id);
    const same = before !== undefined && isEqual(before, now);
    const what = before === undefined ? 'added' : same ? 'same' : 'changed';
    albums.push({ album: now, files: group.map((file) => withAlbum(file, now.id)), what });
  }
  const left = files.flatMap(({ id, album }) =>
    album === undefined || albumOf.get(id) === album ? [] : [album],
  );
  return {
    albums,
    files: files.map((file) => withAlbum(file, albumOf.get(file.id))),
    robbed,
    left: [...new Set(left)],
    tookOver,
  };
}

function albumRow(
  id: string,
  place: Place,
  files: readonly CatalogueFile[],
  kind: LibraryKind,
  rootName: string,
): CatalogueAlbum {
  const { title, creators, year } = identifyAlbum(place.folder, files, rootName);
  return {
    id,
    root: place.root,
    folder: place.folder,
    kind: kind === 'auto' ? (isBook(files) ? 'book' : 'album') : kind,
    title,
    creators,
    ...(year !== undefined && { year }),
  };
}

function withAlbum(file: CatalogueFile, album: string | undefined): CatalogueFile {
  if (file.album === album) return file;
  const { album: _, ...rest } = file;
  return album === undefined ? rest : { ...rest, album };
}

const isEqual = (one: CatalogueAlbum, other: CatalogueAlbum): boolean =>
  one.root === other.root &&
  one.folder === other.folder &&
  one.kind === other.kind &&
  one.title === other.title &&
  one.year === other.year &&
  one.creators.join('\n') === other.creators.join('\n');

type Claimed = { readonly claim: { readonly count: number } | undefined };
const byCount = (left: Claimed, right: Claimed): number =>
  (right.claim?.count ?? 0) - (left.claim?.count ?? 0);
