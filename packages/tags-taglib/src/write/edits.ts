import {
  type ByteRange,
  EarmarkError,
  type Edit,
  type Fields,
  type RandomAccess,
} from '@earmark/core';
import { atomsAt } from '../containers/atoms.ts';
import { type Container, containerIn, latin1 } from '../containers/container.ts';
import { essence } from '../containers/essence.ts';
import { bytesAccess } from './bytes-access.ts';
import { saved } from './save.ts';

/** The library works on the whole file in memory. */
const maxBytes = 256 * 1024 * 1024;
const chunkBytes = 16 * 1024 * 1024;

/** Has the whole file written in memory, and gives what differs outside the sound. */
export function edits(file: RandomAccess, set: Fields): readonly Edit[] {
  const container = containerIn(file);
  refuse(file, container);
  const old = essence(file);
  const result = bytesAccess(saved(wholeOf(file), container, set));
  const now = essence(result);
  const same =
    old.length === now.length && old.every(({ length }, at) => length === now[at]?.length);
  if (!same) throw new EarmarkError('integrity', 'its writer would change the shape of its sound');
  const nowGaps = gaps(now, result.size);
  return gaps(old, file.size).map((range, at) => {
    const gap = nowGaps[at] ?? { offset: 0, length: 0 };
    return { range, bytes: result.bytes(gap.offset, gap.length) };
  });
}

function refuse(file: RandomAccess, container: Container): void {
  const because = (why: string) => new EarmarkError('unsupported', `it is not written: ${why}`);
  if (file.size > maxBytes) throw because(`it is larger than ${maxBytes >> 20} MB`);
  if (container !== 'mp4') return;
  const brand = latin1(file.bytes(8, 4));
  const chapters = ['chpl'].some((type) => atomsAt(file, ['moov', 'udta', type]).length > 0);
  const references = atomsAt(file, ['moov', 'trak', 'tref']).length > 0;
  if (brand === 'M4B ' || file.extension === '.m4b' || chapters || references)
    throw because('its writer destroys chapters of audiobooks; createMp4Format() writes them');
  if (atomsAt(file, ['moof']).length > 0) throw because('it is fragmented');
}

function wholeOf(file: RandomAccess): Uint8Array {
  const whole = new Uint8Array(file.size);
  for (let at = 0; at < file.size; at += chunkBytes)
    whole.set(file.bytes(at, Math.min(chunkBytes, file.size - at)), at);
  return whole;
}

function gaps(ranges: readonly ByteRange[], size: number): readonly ByteRange[] {
  let end = 0;
  return [...ranges, { offset: size, length: 0 }].map(({ offset, length }) => {
    const gap = { offset: end, length: offset - end };
    end = offset + length;
    return gap;
  });
}
