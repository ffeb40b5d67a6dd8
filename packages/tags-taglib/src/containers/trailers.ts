import type { RandomAccess } from '@earmark/core';
import { latin1 } from './container.ts';

const lyricsHeader = 'LYRICSBEGIN';

/** Where the sound ends: in front of the ID3v1, Lyrics3 and APE tags at the end of the file, in any order. */
export function beforeTrailers(file: RandomAccess, start: number): number {
  let end = file.size;
  for (let last = -1; end !== last; ) {
    last = end;
    if (textAt(file, end - 128, 3, start) === 'TAG') end -= 128;
    end = beforeApe(file, start, end);
    end = beforeLyrics(file, start, end);
  }
  return end;
}

function beforeApe(file: RandomAccess, start: number, end: number): number {
  if (textAt(file, end - 32, 8, start) !== 'APETAGEX') return end;
  const footer = Buffer.from(file.bytes(end - 32, 32));
  const header = (footer.readUInt32LE(20) & 0x80000000) === 0 ? 0 : 32;
  const begin = end - footer.readUInt32LE(12) - header;
  return begin >= start ? begin : end;
}

function beforeLyrics(file: RandomAccess, start: number, end: number): number {
  if (textAt(file, end - 9, 9, start) !== 'LYRICS200') return end;
  const begin = end - 15 - Number(textAt(file, end - 15, 6, start));
  return textAt(file, begin, lyricsHeader.length, start) === lyricsHeader ? begin : end;
}

function textAt(file: RandomAccess, offset: number, length: number, start: number): string {
  return offset >= start ? latin1(file.bytes(offset, length)) : '';
}
