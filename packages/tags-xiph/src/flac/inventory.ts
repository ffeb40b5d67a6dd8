import type { ByteRange, Fields, RandomAccess } from '@earmark/core';
import { digestOf, malformed } from '@earmark/tags/codec';
import {
  commentInventory,
  commentKey,
  type InventoryEntry,
  vendorKey,
} from '../comments/inventory.ts';
import { wantedComments } from '../comments/wanted.ts';
import { blockHeaderLength, blockNames, blockType, flacLayout, soundEnd } from './blocks.ts';
import { commentsOf, contentOf, firstComment } from './read.ts';

/** Comments one by one, all other blocks but padding, and ID3 tags around the FLAC stream. */
export function* flacInventory(file: RandomAccess): Generator<InventoryEntry> {
  const layout = flacLayout(file);
  const comments = firstComment(layout);
  if (layout.start > 0)
    yield { key: 'id3v2', digest: digestOf(file, { offset: 0, length: layout.start }) };
  for (const block of layout.blocks) {
    if (block === comments)
      yield* commentInventory(contentOf(file, block), commentsOf(file, block));
    else if (block.type !== blockType.padding)
      yield {
        key: `flac:${blockNames[block.type] ?? block.type}`,
        digest: digestOf(file, { offset: block.offset + blockHeaderLength, length: block.length }),
      };
  }
  const end = soundEnd(file, layout);
  if (end < file.size)
    yield {
      key: 'id3v1',
      digest: digestOf(file, { offset: end, length: file.size - end }),
    };
}

export function flacChanges(file: RandomAccess, set: Fields): readonly string[] {
  const block = firstComment(flacLayout(file));
  const comments = block ? commentsOf(file, block).comments : [];
  const keys = [...wantedComments(comments, set).keys()].map(commentKey);
  return block ? keys : [...keys, vendorKey];
}

/** The frames. */
export function* flacEssence(file: RandomAccess): Generator<ByteRange> {
  const layout = flacLayout(file);
  const { audio, sound } = layout;
  if (!sound) throw malformed('no FLAC frame', audio);
  yield { offset: audio, length: soundEnd(file, layout) - audio };
}
