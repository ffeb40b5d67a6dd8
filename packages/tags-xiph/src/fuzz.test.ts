import { EarmarkError } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { fileOf } from './__tests__/access.ts';
import {
  comments,
  flac,
  opus,
  opusTags,
  padding,
  picture,
  streamInfo,
  vorbis,
} from './__tests__/build.ts';
import { xiphCodec } from './codec.ts';

const templates: readonly [string, Buffer][] = [
  ['flac', flac([streamInfo, picture, comments('TITLE=A', 'GENRE=B'), padding(300)])],
  ['vorbis', vorbis(['TITLE=A', 'GENRE=B'], 500)],
  ['opus', opus(opusTags('TITLE=A', `METADATA_BLOCK_PICTURE=${'A'.repeat(70_000)}`), 5)],
];
const mutants = 400;

/** Numbers that are always the same for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Cut short, bits flipped, and four bytes set to what a length should not be, mostly near the front. */
function mutate(original: Buffer, next: (below: number) => number): Buffer {
  const near = Math.min(original.length - 4, 400);
  const bytes = Buffer.from(next(4) === 0 ? original.subarray(0, next(original.length)) : original);
  for (let i = next(6); i >= 0 && bytes.length > 4; i--) {
    const at = Math.min(next(8) === 0 ? next(original.length) : next(near), bytes.length - 4);
    if (next(2) === 0) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << next(8)), at);
    else bytes.writeUInt32LE([0xffffffff, 0x7fffffff, 0, next(2 ** 32)][next(4)] ?? 0, at);
  }
  return bytes;
}

describe.each(templates)('a damaged %s file', (_name, original) => {
  it('ends in tags or a named error, within bounded reads', () => {
    const codec = xiphCodec();
    const next = numbersFrom(20_261_121);
    let understood = 0;
    for (let i = 0; i < mutants; i++) {
      const file = fileOf(mutate(original, next));
      const set = { genre: ['x'.repeat(100)] };
      const steps = [
        () => codec.read(file),
        () => [...(codec.edits?.(file, set) ?? [])],
        () => [...(codec.essence?.(file) ?? [])],
        () => [...codec.inventory(file)],
        () => [...(codec.changes?.(file, set) ?? [])],
      ];
      for (const step of steps) {
        file.seen.reads = 0;
        file.seen.bytes = 0;
        try {
          step();
          understood++;
        } catch (error) {
          expect(EarmarkError.is(error, 'malformed', 'unsupported'), String(error)).toBe(true);
        }
        expect(file.seen.reads).toBeLessThan(200);
        expect(file.seen.bytes).toBeLessThan(10 * original.length + 100_000);
      }
    }
    expect(understood).toBeGreaterThan(mutants / 4);
  });
});
