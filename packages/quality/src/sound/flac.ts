import type { OpenFile } from './file.ts';
import { clockTime } from './show-time.ts';

interface StreamInfo {
  readonly blockSize: number;
  readonly largestFrame: number;
  readonly sampleRate: number;
  readonly samples: number;
}

/** Frames are searched for in this many bytes at the end, or in twice the largest frame and its tags. */
const leastWindow = 64 * 1024;

/** A frame says which samples it holds: the last one has to end where the stream does. */
export async function flacCutOff(file: OpenFile, start: number): Promise<string | undefined> {
  const info = streamInfoOf(await file.bytes(start + 8, 18));
  if (info === undefined) return undefined;
  const window = Math.max(leastWindow, 2 * info.largestFrame + 8192);
  const tail = await file.bytes(file.size - window, window);
  let last = 0;
  for (let at = tail.length - 6; at >= 0; at--) {
    const end = endOfFrame(tail, at, info);
    if (end === info.samples) return undefined;
    if (end !== undefined && end < info.samples) last = Math.max(last, end);
  }
  const { sampleRate, samples } = info;
  return `its sound ends at ${clockTime(last / sampleRate)} of ${clockTime(samples / sampleRate)}`;
}

function streamInfoOf(block: Buffer): StreamInfo | undefined {
  if (block.length < 18) return undefined;
  const samples = (block.readUInt8(13) & 0x0f) * 2 ** 32 + block.readUInt32BE(14);
  const sampleRate = block.readUIntBE(10, 3) >> 4;
  if (samples === 0 || sampleRate === 0) return undefined;
  return {
    blockSize: block.readUInt16BE(2),
    largestFrame: block.readUIntBE(7, 3),
    sampleRate,
    samples,
  };
}

/** The number of the sample behind this frame; undefined where none begins here. */
function endOfFrame(bytes: Buffer, at: number, { blockSize }: StreamInfo): number | undefined {
  if (bytes[at] !== 0xff || ((bytes[at + 1] ?? 0) & 0xfe) !== 0xf8) return undefined;
  const hasOwnSize = ((bytes[at + 1] ?? 0) & 1) === 1;
  const sizes = (bytes[at + 2] ?? 0) >> 4;
  const rates = (bytes[at + 2] ?? 0) & 0x0f;
  if (sizes === 0 || rates === 15 || ((bytes[at + 3] ?? 1) & 1) === 1) return undefined;
  const number = codedNumber(bytes, at + 4);
  if (number === undefined) return undefined;
  const sizeAt = number.end;
  const own = sizes === 6 ? 1 : sizes === 7 ? 2 : 0;
  const crcAt = sizeAt + own + (rates === 12 ? 1 : rates === 13 || rates === 14 ? 2 : 0);
  if (crcAt >= bytes.length || crc8(bytes.subarray(at, crcAt)) !== bytes[crcAt]) return undefined;
  const length = own === 0 ? sizeOf(sizes) : bytes.readUIntBE(sizeAt, own) + 1;
  return (hasOwnSize ? number.value : number.value * blockSize) + length;
}

function sizeOf(code: number): number {
  if (code === 1) return 192;
  return code <= 5 ? 576 * 2 ** (code - 2) : 256 * 2 ** (code - 8);
}

/** A number of up to 36 bits, coded as UTF-8 would. */
function codedNumber(bytes: Buffer, at: number): { value: number; end: number } | undefined {
  const first = bytes[at] ?? 0xff;
  if (first < 0x80) return { value: first, end: at + 1 };
  const more = Math.clz32(~(first << 24)) - 1;
  if (more < 1 || more > 6) return undefined;
  let value = first & (0x3f >> more);
  for (let place = 1; place <= more; place++) {
    const next = bytes[at + place] ?? 0;
    if ((next & 0xc0) !== 0x80) return undefined;
    value = value * 64 + (next & 0x3f);
  }
  return { value, end: at + 1 + more };
}

function crc8(bytes: Buffer): number {
  let crc = 0;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 0x80 ? ((crc << 1) ^ 0x07) & 0xff : crc << 1;
  }
  return crc;
}
