import { EarmarkError } from '@earmark/core';
import { writeSynchsafe } from '../bytes.ts';
import type { StoredFrame, StoredTag } from './stored.ts';
import { headerLength } from './tag.ts';

const largestTag = 0x0fffffff;

export function framesLength({ version, frames }: Pick<StoredTag, 'version' | 'frames'>): number {
  const header = version === 2 ? 6 : headerLength;
  return frames.reduce((sum, { data }) => sum + header + data.length, 0);
}

/** The whole tag, filled up with zeros to `total` bytes; with a footer it is exactly as long as it must be. */
export function renderTag(tag: StoredTag, total: number, footer = false): Buffer {
  const used = headerLength + framesLength(tag);
  const length = footer ? used + headerLength : total;
  if (length - headerLength > largestTag || used > length)
    throw new EarmarkError('unsupported', `an ID3 tag cannot hold ${used} bytes`, {
      plugin: 'id3',
    });
  const out = Buffer.alloc(length);
  out.write('ID3', 'latin1');
  out[3] = tag.version;
  out[5] = tag.flags | (footer ? 0x10 : 0);
  writeSynchsafe((footer ? used : length) - headerLength, out, 6);
  let at = headerLength;
  for (const frame of tag.frames) at = renderFrame(tag.version, frame, out, at);
  if (footer) {
    out.copy(out, at, 0, headerLength);
    out.write('3DI', at, 'latin1');
  }
  return out;
}

/** The frames alone. */
export function renderFrames(version: 2 | 3 | 4, frames: readonly StoredFrame[]): Buffer {
  const out = Buffer.alloc(framesLength({ version, frames }));
  let at = 0;
  for (const frame of frames) at = renderFrame(version, frame, out, at);
  return out;
}

function renderFrame(version: number, { id, flags, data }: StoredFrame, out: Buffer, at: number) {
  out.write(id, at, 'latin1');
  if (version === 2) out.writeUIntBE(data.length, at + 3, 3);
  else {
    if (version === 4) writeSynchsafe(data.length, out, at + 4);
    else out.writeUInt32BE(data.length, at + 4);
    out.writeUInt16BE(flags, at + 8);
  }
  const body = at + (version === 2 ? 6 : headerLength);
  data.copy(out, body);
  return body + data.length;
}
