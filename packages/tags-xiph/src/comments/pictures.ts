import type { EmbeddedPicture, PictureBytes, RandomAccess } from '@earmark/core';
import { asBuffer } from '@earmark/tags/codec';
import {
  embedded,
  frontOf,
  makePictureBlock,
  type PictureBlock,
  parsePictureBlock,
} from '../picture-block.ts';
import { commentKey } from './inventory.ts';
import type { Comment, CommentBlock } from './parse.ts';
import { serialise } from './rewrite.ts';

const name = 'METADATA_BLOCK_PICTURE';
/** An older way, without a type: read as a front cover, and taken away with it. */
const older = 'COVERART';

export const pictureKeys = [name, older, `${older}MIME`].map(commentKey);

export const commentPictures = (
  source: RandomAccess,
  { comments }: CommentBlock,
): readonly EmbeddedPicture[] =>
  embedded(
    comments
      .filter(({ key }) => key === name || key === older)
      .map((comment) => pictureIn(source, comment)),
  );

/** The comment block with this front cover, or without any. */
export function rewritePictures(
  source: RandomAccess,
  { vendor, comments }: CommentBlock,
  front: PictureBytes | undefined,
): Buffer {
  const types = comments.map((comment) => pictureIn(source, comment)?.type);
  const isFront = frontOf(types);
  const old = comments.findIndex((_, index) => isFront(index));
  const isGone = ({ key }: Comment, index: number) => isFront(index) || key === `${older}MIME`;
  const kept = comments
    .filter((comment, index) => !isGone(comment, index))
    .map(({ offset, length }) => source.bytes(offset, length));
  if (front) {
    const text = `${name}=${makePictureBlock(front).toString('base64')}`;
    kept.splice(old < 0 ? kept.length : old, 0, Buffer.from(text));
  }
  return serialise(source.bytes(vendor.offset, vendor.length), kept);
}

function pictureIn(
  source: RandomAccess,
  { key, offset, length }: Comment,
): PictureBlock | undefined {
  if (key !== name && key !== older) return undefined;
  const from = key.length + 1;
  const text = asBuffer(source.bytes(offset + from, length - from)).toString('latin1');
  const bytes = Buffer.from(text, 'base64');
  return key === name ? parsePictureBlock(bytes) : { type: 3, bytes };
}
