import type { RandomAccess, Tags } from '@earmark/core';
import { exactly } from '@earmark/tags/codec';
import { describe } from '../comments/describe.ts';
import { type CommentBlock, parseComments } from '../comments/parse.ts';
import { joined } from '../pieces.ts';
import {
  blockHeaderLength,
  blockType,
  type FlacBlock,
  type FlacLayout,
  flacLayout,
} from './blocks.ts';
import { streamInfoDuration } from './stream-info.ts';

export function readFlac(file: RandomAccess): Tags {
  const layout = flacLayout(file);
  const [info] = layout.blocks;
  const duration = streamInfoDuration(
    exactly(file, (info?.offset ?? 0) + blockHeaderLength, 34, 'the stream information'),
  );
  const block = firstComment(layout);
  const described = describe(block ? commentsOf(file, block).comments : []);
  const blocks = layout.blocks.filter(({ type }) => type === blockType.picture).length;
  return {
    ...described,
    container: 'flac',
    pictures: described.pictures + blocks,
    ...(duration === undefined ? {} : { durationSeconds: duration }),
    ...(layout.sound
      ? { complete: true }
      : { complete: false, reason: 'no FLAC frame follows the metadata blocks' }),
  };
}

/** A FLAC file should have one comment block. Where it has more, the first is read and written, the others stay. */
export const firstComment = (layout: FlacLayout): FlacBlock | undefined =>
  layout.blocks.find(({ type }) => type === blockType.comment);

/** A block's content alone, from 0. */
export const contentOf = (file: RandomAccess, { offset, length }: FlacBlock): RandomAccess =>
  joined(file, [{ offset: offset + blockHeaderLength, length }]);

export const commentsOf = (file: RandomAccess, block: FlacBlock): CommentBlock =>
  parseComments(contentOf(file, block), 0);
