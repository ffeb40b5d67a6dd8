import type { RandomAccess } from '@earmark/core';
import { writeSynchsafe } from '../bytes.ts';

/** Bytes for tests, made one by one. */
export const bytes = (
  ...parts: readonly (string | number | readonly number[] | Buffer)[]
): Buffer =>
  Buffer.concat(
    parts.map((part) =>
      typeof part === 'string'
        ? Buffer.from(part, 'latin1')
        : typeof part === 'number'
          ? Buffer.from([part])
          : Buffer.from(part),
    ),
  );

export function frame(version: 2 | 3 | 4, id: string, body: Buffer, flags = 0): Buffer {
  const size = Buffer.alloc(version === 2 ? 3 : 4);
  if (version === 2) size.writeUIntBE(body.length, 0, 3);
  else if (version === 3) size.writeUInt32BE(body.length, 0);
  else writeSynchsafe(body.length, size, 0);
  return bytes(id, size, version === 2 ? [] : [flags >> 8, flags & 0xff], body);
}

/** A text frame in Latin-1. */
export const text = (version: 2 | 3 | 4, id: string, value: string): Buffer =>
  frame(version, id, bytes(0, value));

export function tag(version: 2 | 3 | 4, frames: readonly Buffer[], padding = 0, flags = 0): Buffer {
  const body = bytes(...frames, Buffer.alloc(padding));
  const size = Buffer.alloc(4);
  writeSynchsafe(body.length, size, 0);
  return bytes('ID3', version, 0, flags, size, body);
}

/** Frames of silence, 64 kbit/s at 32 kHz: 288 bytes each. */
export const sound = (frames = 8): Buffer =>
  bytes(
    ...Array.from({ length: frames }, () => bytes([0xff, 0xfb, 0x58, 0xc4], Buffer.alloc(284))),
  );

export function id3v1(fields: {
  title?: string;
  comment?: string;
  track?: number;
  genre?: number;
}): Buffer {
  const out = Buffer.alloc(128);
  out.write(`TAG${fields.title ?? ''}`, 'latin1');
  out.write(fields.comment ?? '', 97, 'latin1');
  if (fields.track !== undefined) out[126] = fields.track;
  out[127] = fields.genre ?? 255;
  return out;
}

export function ape(items: Readonly<Record<string, string>>): Buffer {
  const body = bytes(
    ...Object.entries(items).map(([key, value]) => {
      const size = Buffer.alloc(8);
      size.writeUInt32LE(Buffer.byteLength(value));
      return bytes(size, `${key}\0`, Buffer.from(value));
    }),
  );
  const edge = (flags: number): Buffer => {
    const out = Buffer.alloc(32);
    out.write('APETAGEX');
    out.writeUInt32LE(2000, 8);
    out.writeUInt32LE(body.length + 32, 12);
    out.writeUInt32LE(Object.keys(items).length, 16);
    out.writeUInt32LE(flags >>> 0, 20);
    return out;
  };
  return bytes(edge(0xa0000000), body, edge(0x80000000));
}

export function chunk(id: string, content: Buffer, little = true): Buffer {
  const size = Buffer.alloc(4);
  if (little) size.writeUInt32LE(content.length);
  else size.writeUInt32BE(content.length);
  return bytes(id, size, content, Buffer.alloc(content.length & 1));
}

/** One second of 8-bit mono sound at 8 kHz. */
export function wave(...chunks: readonly Buffer[]): Buffer {
  const format = Buffer.from('01000100401f0000401f000001000800', 'hex');
  return chunk(
    'RIFF',
    bytes('WAVE', chunk('fmt ', format), chunk('data', Buffer.alloc(8000)), ...chunks),
  );
}

/** One second of 8-bit mono sound at 8 kHz. */
export function aiff(...chunks: readonly Buffer[]): Buffer {
  const common = Buffer.from('000100001f400008400bfa00000000000000', 'hex');
  const data = bytes(Buffer.alloc(8), Buffer.alloc(8000));
  const body = bytes('AIFF', chunk('COMM', common, false), chunk('SSND', data, false), ...chunks);
  return chunk('FORM', body, false);
}

/** A file in memory that counts what is read of it. */
export function memory(content: Uint8Array): RandomAccess & { calls: number; read: number } {
  return {
    size: content.length,
    calls: 0,
    read: 0,
    bytes(offset, length) {
      const view = content.subarray(offset, offset + length);
      this.calls++;
      this.read += view.length;
      return view;
    },
  };
}
