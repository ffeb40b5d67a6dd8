import type { Fields, PictureBytes } from '@earmark/core';
import { changeTag, isEmpty } from '../id3v2/change.ts';
import { makeLyrics } from '../id3v2/lyrics.ts';
import { withCover } from '../id3v2/pictures.ts';
import { framesLength, renderTag } from '../id3v2/render.ts';
import type { StoredFrame, StoredTag } from '../id3v2/stored.ts';
import { headerLength } from '../id3v2/tag.ts';
import { upgradeTag } from '../id3v2/upgrade.ts';
import type { Id3Options } from '../options.ts';
import { lyricsOf } from '../trailers/ape.ts';
import { type Blocks, readingBlock, type TagBlock } from './blocks.ts';

export interface WriteOptions extends Required<Id3Options> {
  /** What becomes of the front cover; left out, nothing. */
  readonly cover?: { readonly front: PictureBytes | undefined };
}

/** Only the changed fields that a block has already. */
export function presentOf({ content }: Pick<TagBlock, 'content'>, set: Fields): Fields {
  const { year, date } = content.fields;
  const has = (field: string) =>
    field === 'year' || field === 'date'
      ? year !== undefined || date !== undefined
      : content.fields[field] !== undefined;
  return Object.fromEntries(Object.entries(set).filter(([field]) => has(field)));
}

/**
 * The tag that is read first, with the change. Where the file was read from another block so far, it gets all
 * of what that block says, so that no reader loses anything by preferring ID3v2.
 */
export function firstTag(blocks: Blocks, set: Fields, options: WriteOptions): StoredTag {
  const tag = withFields(blocks, set, options);
  return options.cover === undefined ? tag : withCover(tag, options.cover.front);
}

function withFields(blocks: Blocks, set: Fields, options: WriteOptions): StoredTag {
  const first = blocks.front[0];
  const reading = readingBlock(blocks);
  const own: StoredTag = first?.stored ?? {
    version: options.id3 === '2.3' ? 3 : 4,
    flags: 0,
    frames: [],
  };
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
