import {
  type EmbeddedPicture,
  type PictureBytes,
  pictureInfo,
  type RandomAccess,
} from '@earmark/core';
import { unsupported } from '@earmark/tags/codec';
import { u32 } from '../bytes.ts';
import { atom } from './build.ts';
import type { Item } from './parse.ts';

export const coverKey = 'covr';
/** The types of values that players know. */
const types: Readonly<Record<string, number>> = { 'image/jpeg': 13, 'image/png': 14 };

const covers = (items: readonly Item[]) =>
  items.filter(({ key }) => key === coverKey).flatMap(({ values }) => values);

/** The first one is what players show. */
export const picturesIn = (file: RandomAccess, items: readonly Item[]): EmbeddedPicture[] =>
  covers(items).map(({ offset, length }, index) => {
    const bytes = file.bytes(offset, length);
    const mime = pictureInfo(bytes)?.mime ?? 'application/octet-stream';
    return { mime, bytes, front: index === 0 };
  });

/** The item with this picture first and all but the old first one behind it; undefined where none is left. */
export function coverItem(
  file: RandomAccess,
  items: readonly Item[],
  front: PictureBytes | undefined,
): Buffer | undefined {
  const others = covers(items)
    .slice(1)
    .map(({ type, offset, length }) => data(type, file.bytes(offset, length)));
  const all = front ? [data(typeOf(front), front.bytes), ...others] : others;
  return all.length === 0 ? undefined : atom(coverKey, ...all);
}

const data = (type: number, bytes: Uint8Array): Buffer => atom('data', u32(type), u32(0), bytes);

const typeOf = ({ mime }: PictureBytes): number =>
  types[mime] ?? refuse(`MP4 files hold JPEG and PNG covers, not ${mime}`);

const refuse = (why: string): never => {
  throw unsupported(why);
};
