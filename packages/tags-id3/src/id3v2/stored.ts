import { windowOver } from '../window.ts';
import { frameBody } from './body.ts';
import { describedPlace, type Found, modernName, readTexts } from './fields.ts';
import type { Walk } from './frames.ts';
import { type Id3v2Tag, unsynchronised } from './tag.ts';

/** A frame taken out of its file, as its version stores it. */
export interface StoredFrame {
  readonly id: string;
  readonly flags: number;
  readonly data: Buffer;
}
/** All frames of a tag that is to be written. */
export interface StoredTag {
  readonly version: 2 | 3 | 4;
  /** Of the header only the unsynchronisation of 2.4, which says how the frames are stored. */
  readonly flags: number;
  readonly frames: readonly StoredFrame[];
}

export function takeTag(tag: Id3v2Tag, walk: Walk): StoredTag {
  return {
    version: tag.version,
    flags: tag.version === 4 ? tag.flags & unsynchronised : 0,
    frames: walk.frames.map(({ id, flags, offset, size }) => ({
      id,
      flags,
      data: Buffer.from(tag.window.bytes(offset, size)),
    })),
  };
}

const homeOf = (tag: StoredTag, frame: StoredFrame) => ({
  home: { version: tag.version, flags: tag.flags, window: windowOver(frame.data) },
  frame: { id: frame.id, flags: frame.flags, offset: 0, size: frame.data.length },
});

/** The content of a frame without the layers that say how it is stored; as stored where they cannot be undone. */
export function contentOf(tag: StoredTag, stored: StoredFrame): Buffer {
  const { home, frame } = homeOf(tag, stored);
  return frameBody(home, frame) ?? stored.data;
}

/** A described frame's place and texts, or any other frame's name. */
export function placeOf(tag: StoredTag, stored: StoredFrame): Found {
  const id = modernName(stored.id);
  if (id === 'TXXX' || id === 'COMM' || id === 'UFID') {
    const { home, frame } = homeOf(tag, stored);
    return describedPlace(home, frame, id) ?? { place: `${id.toLowerCase()}?`, texts: [] };
  }
  return { place: id.toLowerCase(), texts: [] };
}

export function textsOf(tag: StoredTag, stored: StoredFrame): readonly string[] {
  const { home, frame } = homeOf(tag, stored);
  return readTexts(home, frame) ?? [];
}
