import { createHash } from 'node:crypto';
import {
  EarmarkError,
  type EmbeddedPicture,
  type PictureBytes,
  pictureInfo,
  type RandomAccess,
  type TagCodec,
} from '@earmark/core';

/** The field under which a plan shows a cover. */
export const pictureField = 'picture';

/** `front image/jpeg 600x600 3f2a…`: enough for people to tell two pictures apart. */
export function pictureValue({ mime, bytes }: PictureBytes): string {
  const { width = 0, height = 0 } = pictureInfo(bytes) ?? {};
  return `front ${mime} ${width}x${height} ${digestOf(bytes).slice(0, 16)}`;
}

export const digestOf = (bytes: Uint8Array): string =>
  createHash('sha256').update(bytes).digest('hex');

export const frontsIn = (codec: TagCodec, file: RandomAccess): readonly EmbeddedPicture[] =>
  [...(codec.pictures?.(file) ?? [])].filter(({ front }) => front);

/** Throws where the one front cover of the result is not the wanted one, or another picture is not as it was. */
export function verifyCover(
  codec: TagCodec,
  before: RandomAccess,
  after: RandomAccess,
  front: PictureBytes | undefined,
): void {
  const others = (file: RandomAccess) =>
    [...(codec.pictures?.(file) ?? [])]
      .filter((one) => !one.front)
      .map(({ bytes }) => digestOf(bytes));
  const wanted = front === undefined ? [] : [digestOf(front.bytes)];
  const now = frontsIn(codec, after).map(({ bytes }) => digestOf(bytes));
  // Where the marked one goes, an unmarked one may take its place.
  const rest = front === undefined ? [...now, ...others(after)] : others(after);
  const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
  if ((front !== undefined && !same(now, wanted)) || !same(rest, others(before)))
    throw new EarmarkError('integrity', 'the pictures would not be as wanted');
}
