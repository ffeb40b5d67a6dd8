import type { Edit, Fields, RandomAccess } from '@earmark/core';
import { changeTag, isEmpty, orderChanges, refuse } from '../id3v2/change.ts';
import { makeLyrics } from '../id3v2/lyrics.ts';
import { framesLength, renderTag } from '../id3v2/render.ts';
import type { StoredFrame, StoredTag } from '../id3v2/stored.ts';
import { headerLength } from '../id3v2/tag.ts';
import { upgradeTag } from '../id3v2/upgrade.ts';
import type { Id3Options } from '../options.ts';
import { lyricsOf, renderApe } from '../trailers/ape.ts';
import { changeId3v1 } from '../trailers/id3v1.ts';
import { changeApe } from './ape.ts';
import { type Blocks, openBlocks, readingBlock, refuseUnsafe, type TagBlock } from './blocks.ts';
import { formEdits } from './form.ts';

/**
 * The first ID3v2 tag in front gets the change, or is made; in every other block the field is changed where
 * that block has it already.
 */
export function editFile(file: RandomAccess, set: Fields, options: Required<Id3Options>): Edit[] {
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

function streamEdits(blocks: Blocks, set: Fields, options: Required<Id3Options>): Edit[] {
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

/** Only the changed fields that a block has already. */
export function presentOf({ content }: Pick<TagBlock, 'content'>, set: Fields): Fields {
  const { year, date } = content.fields;
  const has = (field: string) =>
    field === 'year' || field === 'date'
      ? year !== undefined || date !== undefined
      : content.fields[field] !== undefined;
  return Object.fromEntries(Object.entries(set).filter(([field]) => has(field)));
}

function frontEdits(blocks: Blocks, set: Fields, options: Required<Id3Options>): Edit[] {
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

/**
 * The tag that is read first, with the change. Where the file was read from another block so far, it gets all
 * of what that block says, so that no reader loses anything by preferring ID3v2.
 */
export function firstTag(blocks: Blocks, set: Fields, options: Required<Id3Options>): StoredTag {
  const first = blocks.front[0];
  const reading = readingBlock(blocks);
  const own: StoredTag = first?.stored ?? { version: 4, flags: 0, frames: [] };
  if (reading === undefined || reading === first) return changeTag(own, set, options);
  if ('stored' in reading && own.frames.length === 0)
    return changeTag(upgradeTag(reading.stored), set, options);
  const { lyrics, ...fields } = 'stored' in reading ? reading.content.fields : reading.fields;
  const { date, year, ...others } = fields;
  const dated =
    set.date === undefined && set.year === undefined && date !== undefined ? { date } : {};
  const words = reading === blocks.ape?.content ? lyricsOf(blocks.ape.tag) : [];
  const frames = [...words.map((text) => makeLyrics(own.version, text)), ...own.frames];
  return changeTag({ ...own, frames }, { ...others, ...dated, ...set }, options);
}

/** So much behind a changed frame is cheap to move; more than that, and the frame goes to the end instead, next to the padding. */
const cheap = 2048;

/** The tag as it will stand: in the room it has, if it fits, else with new padding. */
export function fitTag(
  tag: StoredTag,
  room: number,
  old: StoredTag | undefined,
  options: Required<Id3Options>,
): Buffer {
  const used = headerLength + framesLength(tag);
  return renderTag(settle(tag, old), used <= room ? room : used + options.padding);
}

/** A frame that changed its length and has much behind it goes to the end, so that the next change is a small patch. */
function settle(tag: StoredTag, old: StoredTag | undefined): StoredTag {
  if (old === undefined || old.version !== tag.version || tag.frames.some(isEmpty)) return tag;
  const lengths = new Map(old.frames.map((frame) => [frame, frame.data.length]));
  const kept: StoredFrame[] = [];
  const moved: StoredFrame[] = [];
  let behind = framesLength(tag);
  for (const frame of tag.frames) {
    behind -= headerLength + frame.data.length;
    const isNew = !lengths.has(frame);
    const before = old.frames.some(
      ({ id, data }) => id === frame.id && data.length === frame.data.length,
    );
    if (isNew && !before && behind > cheap) moved.push(frame);
    else kept.push(frame);
  }
  return moved.length === 0 ? tag : { ...tag, frames: [...kept, ...moved] };
}
