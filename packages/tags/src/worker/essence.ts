import { createHash, type Hash } from 'node:crypto';
import { type ByteRange, EarmarkError, type RandomAccess, type TagCodec } from '@earmark/core';

const chunkBytes = 1024 * 1024;

/** The sound's ranges in order of their place, checked: inside the file, not overlapping, not empty. */
export function essenceOf(codec: TagCodec, file: RandomAccess): readonly ByteRange[] {
  const ranges = [...(codec.essence?.(file) ?? [])]
    .filter(({ length }) => length > 0)
    .sort((a, b) => a.offset - b.offset);
  let end = 0;
  for (const { offset, length } of ranges) {
    if (offset < end || offset + length > file.size)
      throw new EarmarkError('malformed', 'its sound lies outside the file, or twice in one place');
    end = offset + length;
  }
  return ranges;
}

/** What lies between the ranges: everything that is not sound. May hold empty gaps. */
function gapsOf(ranges: readonly ByteRange[], size: number): readonly ByteRange[] {
  const gaps: ByteRange[] = [];
  let end = 0;
  for (const { offset, length } of [...ranges, { offset: size, length: 0 }]) {
    gaps.push({ offset: end, length: offset - end });
    end = offset + length;
  }
  return gaps;
}

export function totalOf(ranges: readonly ByteRange[]): number {
  return ranges.reduce((sum, { length }) => sum + length, 0);
}

/** Hashes the sound alone: the same for every file that holds this recording in this encoding. */
export function hashEssence(
  file: RandomAccess,
  ranges: readonly ByteRange[],
  beat: () => void,
): string {
  const hash = createHash('sha256');
  for (const range of ranges) feed(hash, file, range, beat);
  return `sha256:${hash.digest('hex')}`;
}

/** Whether two files hold the same sound, byte for byte. */
export function sameEssence(
  file: RandomAccess,
  ranges: readonly ByteRange[],
  other: RandomAccess,
  otherRanges: readonly ByteRange[],
  beat: () => void,
): boolean {
  const pairs = ranges.map((range, at) => [range, otherRanges[at]] as const);
  const paired =
    ranges.length === otherRanges.length && pairs.every(([a, b]) => a.length === b?.length);
  if (!paired) return hashEssence(file, ranges, beat) === hashEssence(other, otherRanges, beat);
  return pairs.every(([{ offset, length }, range]) => {
    for (let done = 0; done < length; done += chunkBytes) {
      const take = Math.min(chunkBytes, length - done);
      const bytes = file.bytes(offset + done, take);
      if (Buffer.compare(bytes, other.bytes((range?.offset ?? 0) + done, take)) !== 0) return false;
      beat();
    }
    return true;
  });
}

/** Hashes all that is not sound, and where the sound lies in between. */
export function hashRest(
  file: RandomAccess,
  ranges: readonly ByteRange[],
  beat: () => void,
): string {
  const hash = createHash('sha256');
  for (const gap of gapsOf(ranges, file.size)) {
    if (gap.length === 0) continue;
    hash.update(`${gap.offset}+${gap.length};`);
    feed(hash, file, gap, beat);
  }
  return hash.digest('base64url');
}

function feed(
  hash: Hash,
  file: RandomAccess,
  { offset, length }: ByteRange,
  beat: () => void,
): void {
  for (let done = 0; done < length; done += chunkBytes) {
    const wanted = Math.min(chunkBytes, length - done);
    const bytes = file.bytes(offset + done, wanted);
    if (bytes.length < wanted)
      throw new EarmarkError('io', 'the file became shorter while it was read');
    hash.update(bytes);
    beat();
  }
}
