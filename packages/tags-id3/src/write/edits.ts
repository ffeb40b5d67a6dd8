import type { Edit, Fields, RandomAccess } from '@earmark/core';
import { changeTag, notesOf, orderChanges, refuse } from '../id3v2/change.ts';
import { renderTag } from '../id3v2/render.ts';
import type { Id3Options } from '../options.ts';
import { renderApe } from '../trailers/ape.ts';
import { changeId3v1 } from '../trailers/id3v1.ts';
import { changeApe } from './ape.ts';
import { type Blocks, openBlocks, refuseUnsafe } from './blocks.ts';
import { firstTag, fitTag, presentOf, type WriteOptions } from './first-tag.ts';
import { formEdits } from './form.ts';

/**
 * The first ID3v2 tag in front gets the change, or is made; in every other block the field is changed where
 * that block has it already.
 */
export function editFile(file: RandomAccess, set: Fields, options: WriteOptions): Edit[] {
  orderChanges(set);
  const blocks = openBlocks(file);
  refuseUnsafe(blocks);
  const { form, window } = blocks;
  const edits =
    form === undefined ? streamEdits(blocks, set, options) : formEdits(blocks, form, set, options);
  return edits
    .filter(({ range, bytes }) => !window.bytes(range.offset, range.length).equals(bytes))
    .sort((a, b) => a.range.offset - b.range.offset);
}

/** What people should know of the change to the tag that is read first. */
export function editNotes(
  file: RandomAccess,
  set: Fields,
  options: Required<Id3Options>,
): readonly string[] {
  const [first] = openBlocks(file).front;
  return first === undefined ? [] : notesOf(first.stored, set, options);
}

function streamEdits(blocks: Blocks, set: Fields, options: WriteOptions): Edit[] {
  const edits = frontEdits(blocks, set, options);
  const { end, ape, id3v1 } = blocks;
  if (end !== undefined) {
    const changed = changeTag(end.stored, presentOf(end, set), options);
    edits.push(replace(end.tag.at, end.tag.total, renderTag(changed, 0, true)));
  }
  if (ape !== undefined)
    edits.push(replace(ape.at.offset, ape.at.length, renderApe(changeApe(ape.tag, set))));
  if (id3v1 !== undefined)
    edits.push(replace(id3v1.at.offset, id3v1.at.length, changeId3v1(id3v1.bytes, set)));
  return edits;
}

const replace = (offset: number, length: number, bytes: Buffer): Edit => ({
  range: { offset, length },
  bytes,
});

function frontEdits(blocks: Blocks, set: Fields, options: WriteOptions): Edit[] {
  const [first, ...later] = blocks.front;
  if (first === undefined && blocks.kind === 'adts') {
    if (blocks.ape !== undefined) return [];
    return refuse(
      'an AAC file without an ID3 tag does not get one: other readers would not know it again',
    );
  }
  if (first === undefined && blocks.sound.offset > 0)
    return refuse(
      'an APE tag in front of the sound and no ID3v2 tag: of two in front, other readers would find one alone',
    );
  const wanted = firstTag(blocks, set, options);
  const at = first?.tag.at ?? 0;
  const edits = [
    replace(
      at,
      first?.tag.total ?? 0,
      fitTag(wanted, first?.tag.total ?? 0, first?.stored, options),
    ),
  ];
  for (const block of later) {
    const changed = changeTag(block.stored, presentOf(block, set), options);
    edits.push(
      replace(
        block.tag.at,
        block.tag.total,
        fitTag(changed, block.tag.total, block.stored, options),
      ),
    );
  }
  return edits;
}
