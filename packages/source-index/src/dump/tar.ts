import { EarmarkError } from '@earmark/core';
import type { ByteReader, Bytes } from './bytes.ts';

const block = 512;
const magicAt = 257;

export const isTar = (head: Uint8Array): boolean =>
  Buffer.from(head.subarray(magicAt, magicAt + 5)).toString('latin1') === 'ustar';

/** The content of the first file whose path is `wanted`. What comes before it is stepped over, what comes after is not read. */
export async function* tarEntry(reader: ByteReader, wanted: string, name: string): Bytes {
  for (;;) {
    const header = await reader.peek(block);
    if (header.length === 0 || header[0] === 0)
      throw new EarmarkError('malformed', `${name} holds no ${wanted}: is it another dump?`);
    await reader.take(block);
    const size = sizeOf(header.subarray(124, 136));
    if (!Number.isSafeInteger(size))
      throw new EarmarkError('malformed', `${name} has a damaged tar header: fetch it again`);
    if (isFile(header) && pathOf(header) === wanted) {
      yield* reader.pass(size);
      return;
    }
    for await (const _skipped of reader.pass(Math.ceil(size / block) * block));
  }
}

const isFile = (header: Uint8Array) => header[156] === 0x30 || header[156] === 0;

function pathOf(header: Uint8Array): string {
  const prefix = textOf(header.subarray(345, 500));
  const path = textOf(header.subarray(0, 100));
  return (prefix === '' ? path : `${prefix}/${path}`).replace(/^\.\//, '');
}

function textOf(field: Uint8Array): string {
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('utf8');
}

/** Octal text, or binary where the first bit is set: a dump may be larger than octal can say. */
function sizeOf(field: Uint8Array): number {
  const [first = 0, ...others] = field;
  if (first & 0x80) return others.reduce((sum, byte) => sum * 256 + byte, first & 0x7f);
  return Number.parseInt(textOf(field).trim() || '0', 8);
}
