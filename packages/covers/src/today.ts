import { dirname } from 'node:path/posix';
import {
  type OriginContext,
  parseTarget,
  pathOfTarget,
  pictureField,
  pictureValue,
  type Subject,
  type Target,
  targetId,
} from '@earmark/core';
import { readFolderPicture } from '@earmark/core/files';
import { type Picture, wholePicture } from './whole-picture.ts';

/** A place of a cover, as a target whose field `picture` says what is there, and the picture itself where it can be compared. */
export interface Place {
  readonly target: Target;
  readonly picture?: Picture;
}

/** The covers in the files of an album. A file that cannot be read is left out: it will not be written either. */
export async function embeddedIn(
  { targets }: Subject,
  ctx: OriginContext,
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const target of targets) {
    const { root, path } = parseTarget(target.id);
    const row = await ctx.catalogue.byPath(root, path);
    if (!row?.complete) continue;
    try {
      const found =
        row.pictures > 0
          ? await ctx.reader.readPicture?.(pathOfTarget(target.id, ctx.roots))
          : undefined;
      places.push(placeOf(target, found));
    } catch (error) {
      if (ctx.signal.aborted) throw error;
      ctx.log.warn('a cover cannot be read', { target: target.id, error: String(error) });
    }
  }
  return places;
}

/**
 * The picture file of the folder that is this album's alone, there or not; undefined where the folder also holds
 * something else. `extension`: of the file that there would be.
 */
export async function fileBeside(
  subject: Subject,
  extension: string,
  ctx: OriginContext,
): Promise<Place | undefined> {
  const folder = await ownFolder(subject, ctx);
  const [first] = subject.targets;
  if (folder === undefined || !first) return undefined;
  const { root } = parseTarget(first.id);
  const found = await readFolderPicture(pathOfTarget(targetId(root, folder), ctx.roots));
  const id = targetId(root, `${folder}/${found?.name ?? `cover.${extension}`}`);
  return placeOf({ sink: first.sink, id, fields: {} }, found);
}

function placeOf(target: Target, found: Parameters<typeof pictureValue>[0] | undefined): Place {
  if (!found) return { target };
  const fields = { ...target.fields, [pictureField]: [pictureValue(found)] };
  const picture = wholePicture(found.bytes);
  return { target: { ...target, fields }, ...(picture ? { picture } : {}) };
}

/** The folder of its files, of several discs the one above them, where everything in it is of this album. */
async function ownFolder(
  { id, targets }: Subject,
  { catalogue }: OriginContext,
): Promise<string | undefined> {
  const places = targets.map((target) => parseTarget(target.id));
  const [first] = places;
  if (!first) return undefined;
  const { root } = first;
  const folders = [...new Set(places.map(({ path }) => dirname(path)))];
  const above = folders.length === 1 ? folders[0] : sharedParent(folders);
  if (above === undefined || above === '.' || places.some((place) => place.root !== root))
    return undefined;
  for await (const folder of catalogue.folders(root, above)) {
    const files = await catalogue.files({ root, folder });
    if (files.some(({ album }) => album !== id)) return undefined;
  }
  return above;
}

function sharedParent(folders: readonly string[]): string | undefined {
  const parents = new Set(folders.map(dirname));
  return parents.size === 1 ? [...parents][0] : undefined;
}
