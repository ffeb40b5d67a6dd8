import { type EmbeddedPicture, type PictureBytes, pictureInfo } from '@earmark/core';
import { latin1, stringEnd } from '../text.ts';
import { refuse } from './change.ts';
import { contentOf, type StoredFrame, type StoredTag } from './stored.ts';
import { unsynchronised } from './tag.ts';

const front = 3;
const other = 0;

interface Picture {
  readonly frame: StoredFrame;
  readonly type: number;
  readonly bytes: Buffer;
}

/** All pictures of a tag, in order. A frame that cannot be understood is none. */
function picturesOf(tag: StoredTag): readonly Picture[] {
  return tag.frames.flatMap((frame) => {
    const short = frame.id === 'PIC';
    if (!short && frame.id !== 'APIC') return [];
    const body = contentOf(tag, frame);
    const kindEnd = short ? 4 : stringEnd(body, 1, latin1)[1];
    const [, from] = stringEnd(body, kindEnd + 1, body[0] ?? latin1);
    if (from >= body.length) return [];
    return [{ frame, type: body[kindEnd] ?? other, bytes: body.subarray(from) }];
  });
}

/** Those marked as front cover, else the first that is marked as nothing in particular. */
function frontsOf(pictures: readonly Picture[]): readonly Picture[] {
  const marked = pictures.filter(({ type }) => type === front);
  return marked.length > 0 ? marked : pictures.filter(({ type }) => type === other).slice(0, 1);
}

export function embeddedIn(tag: StoredTag): readonly EmbeddedPicture[] {
  const pictures = picturesOf(tag);
  const fronts = frontsOf(pictures);
  return pictures.map((picture) => ({
    mime: pictureInfo(picture.bytes)?.mime ?? 'application/octet-stream',
    bytes: picture.bytes,
    front: fronts.includes(picture),
  }));
}

/** The tag with this front cover in the place of the old one, or at the end; or without any. */
export function withCover(tag: StoredTag, cover: PictureBytes | undefined): StoredTag {
  const fronts = frontsOf(picturesOf(tag)).map(({ frame }) => frame);
  const at = tag.frames.findIndex((frame) => fronts.includes(frame));
  const frames = tag.frames.filter((frame) => !fronts.includes(frame));
  if (cover) frames.splice(at < 0 ? frames.length : at, 0, makePicture(tag, cover));
  return { ...tag, frames };
}

function makePicture({ version, flags }: StoredTag, { mime, bytes }: PictureBytes): StoredFrame {
  const kind = version === 2 ? shortKind(mime) : `${mime}\0`;
  const head = Buffer.from(`\0${kind}${String.fromCharCode(front)}\0`, 'latin1');
  const body = Buffer.concat([head, bytes]);
  const data = (flags & unsynchronised) === 0 ? body : unsynchronise(body);
  return { id: version === 2 ? 'PIC' : 'APIC', flags: 0, data };
}

const shortKinds: Readonly<Record<string, string>> = { 'image/jpeg': 'JPG', 'image/png': 'PNG' };
const shortKind = (mime: string): string =>
  shortKinds[mime] ?? refuse(`ID3v2.2 holds JPEG and PNG covers, not ${mime}`);

/** In a tag that says so, no byte of ones may be followed by what looks like the beginning of sound. */
function unsynchronise(bytes: Buffer): Buffer {
  const parts: Buffer[] = [];
  let from = 0;
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, from)) {
    parts.push(bytes.subarray(from, at + 1), Buffer.alloc(1));
    from = at + 1;
  }
  return Buffer.concat([...parts, bytes.subarray(from)]);
}
