import type { RandomAccess } from '@earmark/core';
import { asBuffer, has } from '@earmark/tags/codec';
import type { Window } from '../window.ts';
import type { FrameHeader } from './header.ts';
import { chainLength, type Stream } from './sync.ts';

/** Seconds by the frame count that the encoder wrote into the first frame, without its padding; undefined where it wrote none. */
export function countedDuration(window: Window, { at, first }: Stream): number | undefined {
  if (first.xingAt === 0) return undefined;
  const bytes = window.bytes(at, Math.max(first.xingAt + 156, 58));
  const frames = xingFrames(bytes, first.xingAt) ?? vbriFrames(bytes);
  if (frames === undefined || frames === 0) return undefined;
  const samples = frames * first.samples - encoderPadding(bytes, first.xingAt);
  return samples > 0 ? samples / first.sampleRate : undefined;
}

const hasXing = (bytes: Buffer, at: number): boolean =>
  has(bytes, at, 'Xing') || has(bytes, at, 'Info');

function xingFrames(bytes: Buffer, at: number): number | undefined {
  if (!hasXing(bytes, at) || bytes.length < at + 12) return undefined;
  return (bytes.readUInt32BE(at + 4) & 1) === 0 ? undefined : bytes.readUInt32BE(at + 8);
}
function vbriFrames(bytes: Buffer): number | undefined {
  return has(bytes, 36, 'VBRI') && bytes.length >= 54 ? bytes.readUInt32BE(50) : undefined;
}

/** Samples that LAME and libav say they put in front of and behind the sound. */
function encoderPadding(bytes: Buffer, xingAt: number): number {
  if (!hasXing(bytes, xingAt)) return 0;
  const flags = bytes.readUInt32BE(xingAt + 4);
  const at =
    xingAt +
    8 +
    (flags & 1) * 4 +
    ((flags >> 1) & 1) * 4 +
    ((flags >> 2) & 1) * 100 +
    ((flags >> 3) & 1) * 4;
  if (
    !/^(LAME|Lav[cf]|L3\.99)/.test(bytes.toString('latin1', at, at + 5)) ||
    bytes.length < at + 24
  )
    return 0;
  const delays = bytes.readUIntBE(at + 21, 3);
  return (delays >> 12) + (delays & 0xfff);
}

/** Seconds of a stream whose bitrate does not change, or undefined where it does. Looks at its beginning and at its middle. */
export function constantDuration(window: Window, stream: Stream, end: number): number | undefined {
  const { first, at, parse } = stream;
  const same = (bytes: Buffer, from: number): boolean => {
    let header: FrameHeader | undefined = parse(bytes, from);
    for (let next = from; header !== undefined; header = parse(bytes, next)) {
      if (header.bitrate !== first.bitrate) return false;
      next += header.length;
    }
    return true;
  };
  if (first.bitrate === 0 || !same(window.bytes(at, Math.min(4000, end - at)), 0)) return undefined;
  const middle = window.bytes(at + Math.floor((end - at) / 2), 4 * first.length);
  for (let i = middle.indexOf(0xff); i >= 0 && i <= first.length; i = middle.indexOf(0xff, i + 1)) {
    if (parse(middle, i)?.kind !== first.kind || chainLength(middle, i, parse, 2) < 2) continue;
    return same(middle, i) ? ((end - at) * 8) / first.bitrate : undefined;
  }
  return end - at < 8 * first.length ? ((end - at) * 8) / first.bitrate : undefined;
}

const block = 256 * 1024;
const mostBlocks = 256;

/** Seconds by the headers of all frames; what lies past the first 64 MB is reckoned from them. */
export function walkedDuration(file: RandomAccess, stream: Stream, end: number): number {
  const { parse, first } = stream;
  let samples = 0;
  let at = stream.at;
  for (let blocks = 0; at < end && blocks < mostBlocks; blocks++) {
    const bytes = asBuffer(file.bytes(at, Math.min(block, end - at)));
    let next = 0;
    while (next + 8 <= bytes.length) {
      const header = parse(bytes, next);
      if (header !== undefined && header.kind === first.kind) {
        samples += header.samples;
        next += header.length;
      } else {
        const mark = bytes.indexOf(0xff, next + 1);
        next = mark < 0 ? bytes.length : mark;
      }
    }
    at += Math.max(next, 8);
  }
  const walked = samples / first.sampleRate;
  return at < end ? (walked * (end - stream.at)) / (at - stream.at) : walked;
}
