import { basename } from 'node:path';
import type { CatalogueAlbum, CatalogueFile, OriginContext, Subject } from '@earmark/core';
import { countUnits } from './count-units.ts';
import { describeAlbum } from './describe.ts';
import type { ScannedUnit } from './finish-unit.ts';
import type { Settings } from './options.ts';
import type { Place } from './place-albums.ts';
import { scanUnits } from './scan.ts';
import { isUnscanned } from './scan-state.ts';
import type { Selection } from './selection.ts';

/** The sink that every file target goes to: `createTagSink` of `@earmark/tags`. */
const sink = 'tags';

/**
 * Scans and gives the albums. On a first scan as they are found; afterwards once the scan is done, since only
 * then is it known which of the new files are old ones that moved.
 */
export async function* subjects(
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
): AsyncGenerator<Subject> {
  const first = await isUnscanned(settings.roots, ctx.catalogue);
  const units = scanUnits(ctx, settings, { selection, full: false });
  if (first) yield* asFound(units, ctx, settings, selection);
  else yield* onceScanned(units, ctx, settings, selection);
}

async function* asFound(
  units: AsyncIterable<ScannedUnit>,
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
): AsyncGenerator<Subject> {
  const ended = new AbortController();
  const counting = countUnits(ctx, settings, selection, ended.signal);
  counting.catch(() => undefined);
  try {
    for await (const { albums } of units)
      for (const { album, files } of albums ?? [])
        yield* asked(subjectOf(album, files, settings, selection));
  } finally {
    ended.abort();
    await counting;
  }
}

async function* onceScanned(
  units: AsyncIterable<ScannedUnit>,
  ctx: OriginContext,
  settings: Settings,
  selection: Selection,
): AsyncGenerator<Subject> {
  const places = new Map<string, Place>();
  for await (const { root, folder } of units) places.set(`${root}:${folder}`, { root, folder });
  let albums = 0;
  for (const place of places.values()) albums += (await ctx.catalogue.albums(place)).length;
  ctx.report.expect(albums);
  for (const { root, folder } of places.values())
    for (const album of await ctx.catalogue.albums({ root, folder })) {
      const files = await ctx.catalogue.files({ album: album.id });
      yield* asked(subjectOf(album, files, settings, selection));
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

function asked(subject: Subject): readonly Subject[] {
  return subject.targets.length > 0 ? [subject] : [];
}
