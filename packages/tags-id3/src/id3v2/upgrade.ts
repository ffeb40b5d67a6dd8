import { writeSynchsafe } from '../bytes.ts';
import { encodeStrings, latin1, stringEnd, utf8, utf16, utf16be } from '../text.ts';
import { windowOver } from '../window.ts';
import { joinDate, modernName } from './fields.ts';
import { walkFrames } from './frames.ts';
import { renderFrames } from './render.ts';
import { type StoredFrame, type StoredTag, takeTag, textsOf } from './stored.ts';

/**
 * The same tag in ID3v2.4. Dates become TDRC and TDOR, IPLS becomes TIPL, pictures of 2.2 get a MIME type, flags
 * their new bits; every other body stays as it is. A frame of 2.2 that has no name in 2.4 keeps its three letters.
 */
export function upgradeTag(tag: StoredTag): StoredTag {
  if (tag.version === 4) return tag;
  const frames = tag.frames.map((frame) => {
    const id = modernName(frame.id);
    if (frame.id === 'PIC') return { id, flags: 0, data: upgradePicture(frame.data) };
    return tag.version === 2 ? unterminated({ ...frame, id }) : upgradeFrame({ ...frame, id });
  });
  return { version: 4, flags: 0, frames: renamePeople(joinDates(frames)) };
}

/** Sizes below this are the same number in both versions. */
const ambiguousSize = 128;

/**
 * Whether ffmpeg would drop chapters after an upgrade: it reads the sizes of the frames inside them as plain numbers
 * in every version, and gives up on a chapter whose frame then seems to be longer than it is.
 */
export function losesChapters({ version, frames }: StoredTag): boolean {
  return (
    version === 3 &&
    frames.some(
      (frame) =>
        frame.id === 'CHAP' &&
        (frame.flags & 0xff) === 0 &&
        framesInside(frame)?.frames.some(({ data }) => data.length >= ambiguousSize),
    )
  );
}

function upgradeFrame(frame: StoredFrame): StoredFrame {
  const upgraded = unterminated(upgradeLayers(frame));
  const inside = (frame.flags & 0xff) === 0 ? framesInside(frame) : undefined;
  if (inside === undefined) return upgraded;
  const head = frame.data.subarray(0, inside.from);
  const frames = inside.frames.map(upgradeFrame);
  return { ...upgraded, data: Buffer.concat([head, renderFrames(4, frames)]) };
}

/** The frames that a chapter or a table of contents holds, whose sizes and flags are those of 2.3 as well. */
function framesInside({ id, data }: StoredFrame) {
  if (id !== 'CHAP' && id !== 'CTOC') return undefined;
  let from = stringEnd(data, 0, latin1)[1];
  if (id === 'CHAP') from += 16;
  else {
    let children = data[from + 1] ?? 0;
    for (from += 2; children > 0; children--) from = stringEnd(data, from, latin1)[1];
  }
  const window = windowOver(data);
  const tag = {
    version: 3,
    flags: 0,
    at: 0,
    total: 0,
    footer: false,
    window,
    start: from,
  } as const;
  const end = data.length;
  const walk = walkFrames({ ...tag, end });
  const last = walk.frames.at(-1);
  // What is not frames to its very end stays as it is.
  if (last === undefined || walk.problem !== undefined || last.offset + last.size !== end)
    return undefined;
  return { from, frames: takeTag({ ...tag, end }, walk).frames };
}

/** In 2.4 a NUL at the end of a text would begin one more, empty value. */
function unterminated(frame: StoredFrame): StoredFrame {
  const { id, flags, data } = frame;
  const encoding = data[0] ?? latin1;
  if ((flags & 0xff) !== 0 || !/^(T...|COMM)$/.test(id) || encoding > utf8) return frame;
  const described = id === 'COMM' ? 4 : id === 'TXXX' ? 1 : 0;
  const from = described === 0 ? 1 : stringEnd(data, described, encoding)[1];
  const width = encoding === utf16 || encoding === utf16be ? 2 : 1;
  if ((data.length - from) % width !== 0) return frame;
  let end = data.length;
  while (end - width >= from && data[end - 1] === 0 && data[end - width] === 0) end -= width;
  return end === data.length ? frame : { ...frame, data: data.subarray(0, end) };
}

/** The status bits move by one, the format bits change places, and so do the bytes they announce. */
function upgradeLayers({ id, flags, data }: StoredFrame): StoredFrame {
  const [packed, encrypted, grouped] = [flags & 0x80, flags & 0x40, flags & 0x20];
  const status = (flags >> 1) & 0x7000;
  if (packed + encrypted + grouped === 0) return { id, flags: status, data };
  const length = (packed ? 4 : 0) + (encrypted ? 1 : 0) + (grouped ? 1 : 0);
  if (data.length < length) return { id, flags: status, data };
  const method = data.subarray(packed ? 4 : 0, (packed ? 4 : 0) + (encrypted ? 1 : 0));
  const group = data.subarray(length - (grouped ? 1 : 0), length);
  const size = Buffer.alloc(packed ? 4 : 0);
  if (packed) writeSynchsafe(data.readUInt32BE(0), size, 0);
  return {
    id,
    flags: status | (packed ? 0x09 : 0) | (encrypted ? 0x04 : 0) | (grouped ? 0x40 : 0),
    data: Buffer.concat([group, method, size, data.subarray(length)]),
  };
}

const mimeTypes: Readonly<Record<string, string>> = {
  JPG: 'image/jpeg',
  PNG: 'image/png',
  '-->': '-->',
};

/** Three letters of format become a MIME type; the rest is the same. */
function upgradePicture(data: Buffer): Buffer {
  const format = data.toString('latin1', 1, 4);
  const mime = mimeTypes[format.toUpperCase()] ?? `image/${format.toLowerCase().trim()}`;
  return Buffer.concat([data.subarray(0, 1), Buffer.from(`${mime}\0`, 'latin1'), data.subarray(4)]);
}

const dateParts: ReadonlySet<string> = new Set(['TYER', 'TDAT', 'TIME']);

/** TYER, TDAT and TIME in the place of TYER as TDRC, where they are what they should be; TORY as TDOR. */
function joinDates(frames: readonly StoredFrame[]): StoredFrame[] {
  const plain: StoredTag = { version: 4, flags: 0, frames };
  const first = (id: string): string => {
    const frame = frames.find((one) => one.id === id);
    return frame === undefined ? '' : (textsOf(plain, frame)[0] ?? '');
  };
  const date = joinDate({ TYER: first('TYER'), TDAT: first('TDAT'), TIME: first('TIME') });
  const has = (id: string) => frames.some((frame) => frame.id === id);
  const joined = date !== undefined && !has('TDRC') ? date : undefined;
  const original = has('TDOR') ? undefined : /^\d{4}/.exec(first('TORY'))?.[0];
  const gone = new Set<string>();
  return frames.flatMap((frame) => {
    const [id, text] =
      frame.id === 'TORY' && original !== undefined
        ? ['TDOR', original]
        : dateParts.has(frame.id) && joined !== undefined
          ? ['TDRC', joined]
          : [frame.id, undefined];
    if (text === undefined) return [frame];
    // A day that could not be understood stays beside the year.
    if (frame.id === 'TDAT' && joined?.length === 4) return [frame];
    if (frame.id === 'TIME' && !joined?.includes('T')) return [frame];
    if (gone.has(id)) return [];
    gone.add(id);
    return [{ id, flags: 0, data: encodeStrings([text], latin1) }];
  });
}

function renamePeople(frames: StoredFrame[]): StoredFrame[] {
  if (frames.some(({ id }) => id === 'TIPL')) return frames;
  return frames.map((frame) => (frame.id === 'IPLS' ? { ...frame, id: 'TIPL' } : frame));
}
