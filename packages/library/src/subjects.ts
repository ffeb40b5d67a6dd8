import { basename } from 'node:path';
import type { CatalogueAlbum, CatalogueFile, OriginContext, Subject } from '@earmark/core';
import { describeAlbum } from './describe.ts';
import type { Settings } from './options.ts';
import type { Place } from './place-albums.ts';
import { scanUnits } from './scan.ts';
import type { Selection } from './selection.ts';

/** The sink that every file target goes to: `createTagSink` of `@earmark/tags`. */
const sink = 'tags';

/**
 * Scans, then gives the albums. Only when the scan is done is it known which new files are old ones that moved, does the
 * catalogue have each album under its identity (a process that is killed loses none that anything was decided
 * about), and is an artist's other work the same for every album, in whatever order the folders are walked.
 */
export async function* subjects(
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
): AsyncGenerator<Subject> {
  const places = new Map<string, Place>();
  for await (const { root, folder } of scanUnits(ctx, settings, { selection, full: false }))
    places.set(`${root}:${folder}`, { root, folder });
  let albums = 0;
  for (const place of places.values()) albums += (await ctx.catalogue.albums(place)).length;
  ctx.report.expect(albums);
  for (const { root, folder } of places.values())
    for (const album of await ctx.catalogue.albums({ root, folder })) {
      const files = await ctx.catalogue.files({ album: album.id });
      const subject = subjectOf(album, files, settings, selection);
      if (subject.targets.length > 0) yield subject;
    }
}

export function subjectOf(
  album: CatalogueAlbum,
  files: readonly CatalogueFile[],
  settings: Settings,
  selection: Selection,
): Subject {
  const rootName = basename(settings.roots[album.root] ?? album.root);
  const wanted = files.filter(({ root, path }) => selection.has(root, path));
  return {
    ...describeAlbum(album.folder, files, rootName),
    kind: album.kind,
    id: album.id,
    targets: wanted.map(({ root, path, fields }) => ({ sink, id: `${root}:${path}`, fields })),
  };
}
