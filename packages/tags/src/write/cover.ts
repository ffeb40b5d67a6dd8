import {
  EarmarkError,
  type EmbeddedPicture,
  type PictureBytes,
  pictureDigest,
  type RandomAccess,
  type TagCodec,
} from '@earmark/core';

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
      .map(({ bytes }) => pictureDigest(bytes));
  const wanted = front === undefined ? [] : [pictureDigest(front.bytes)];
  const now = frontsIn(codec, after).map(({ bytes }) => pictureDigest(bytes));
  // Where the marked one goes, an unmarked one may take its place.
  const rest = front === undefined ? [...now, ...others(after)] : others(after);
  const same = (a: readonly string[], b: readonly string[]) => a.join() === b.join();
  if ((front !== undefined && !same(now, wanted)) || !same(rest, others(before)))
    throw new EarmarkError('integrity', 'the pictures would not be as wanted');
}
