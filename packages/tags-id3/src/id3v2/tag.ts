import { asBuffer, has } from '@earmark/tags/codec';
import { resynchronise, synchsafe } from '../bytes.ts';
import { type Window, windowOver } from '../window.ts';

/** One ID3v2 tag of a file: where it lies, and where its frames begin and end. */
export interface Id3v2Tag {
  readonly version: 2 | 3 | 4;
  /** Header flags as they stand. */
  readonly flags: number;
  /** In the file, from `ID3` (or, at the end of a file, still from `ID3`) to the end of its padding or footer. */
  readonly at: number;
  readonly total: number;
  readonly footer: boolean;
  /** What `start` and `end` count in: the file itself, or the tag with its unsynchronisation undone. */
  readonly window: Window;
  readonly start: number;
  readonly end: number;
  /** Why the frames cannot be trusted. */
  readonly problem?: string;
}

export const headerLength = 10;
export const unsynchronised = 0x80;
const extended = 0x40;
const footed = 0x10;

/** How long the tag at `at` says it is, header and footer included; 0 where there is none. */
export function tagLength(bytes: Buffer, at: number): number {
  if (bytes.length < at + headerLength || !has(bytes, at, 'ID3')) return 0;
  const version = bytes[at + 3] as number;
  if (version < 2 || version > 4 || bytes[at + 4] === 0xff) return 0;
  const size = synchsafe(bytes, at + 6);
  if (size === undefined) return 0;
  const footer = version === 4 && ((bytes[at + 5] as number) & footed) !== 0;
  return headerLength + size + (footer ? headerLength : 0);
}

/** The tag at `at`, or undefined where there is none. */
export function openTag(window: Window, at: number): Id3v2Tag | undefined {
  const header = window.bytes(at, headerLength);
  const total = tagLength(header, 0);
  if (total === 0) return undefined;
  const version = header[3] as 2 | 3 | 4;
  const flags = header[5] as number;
  const footer = version === 4 && (flags & footed) !== 0;
  const start = at + headerLength;
  const end = at + total - (footer ? headerLength : 0);
  const tag = { version, flags, at, total, footer, window, start, end };
  if (end > window.size) return { ...tag, end: window.size, problem: 'the tag is cut off' };
  if (version === 2 && (flags & extended) !== 0)
    return { ...tag, end: start, problem: 'a compressed ID3v2.2 tag, which no one ever defined' };
  if ((flags & unsynchronised) !== 0 && version < 4) {
    // Only in 2.4 do frames carry their own unsynchronisation.
    const body = resynchronise(asBuffer(window.bytes(start, end - start)));
    return skipExtended({ ...tag, window: windowOver(body), start: 0, end: body.length });
  }
  return skipExtended(tag);
}

/** The size of an extended header excludes its own four bytes in 2.3, and includes them, synchsafe, in 2.4. */
function skipExtended(tag: Id3v2Tag): Id3v2Tag {
  if ((tag.flags & extended) === 0 || tag.version === 2) return tag;
  const head = tag.window.bytes(tag.start, 4);
  if (head.length < 4) return { ...tag, end: tag.start, problem: 'no room for an extended header' };
  const said = tag.version === 4 ? synchsafe(head, 0) : head.readUInt32BE(0) + 4;
  // Some writers set the flag and write no such header: then a frame's name stands here.
  if (tag.version === 3 && said !== 10 && said !== 14) {
    const name = head.toString('latin1', 0, 4);
    if (/^[A-Z][A-Z0-9]{3}$/.test(name)) return tag;
  }
  if (said === undefined || said < 6 || tag.start + said > tag.end)
    return { ...tag, end: tag.start, problem: 'an extended header of an impossible size' };
  return { ...tag, start: tag.start + said };
}
