import { EarmarkError } from '@earmark/core';
import { describe, expect, it } from 'vitest';
import { fileOf } from './__tests__/access.ts';
import {
  chpl,
  cover,
  free,
  freeform,
  movieFirst,
  movieLast,
  tags,
  text,
} from './__tests__/build.ts';
import { mp4Codec } from './codec.ts';

const items = [text('©nam', 'A'), text('©gen', 'B', 'C'), freeform('LABEL', 'L'), cover(20_000)];
const templates: readonly [string, Buffer][] = [
  ['movie first', movieFirst({ udta: tags(items, free(200)), more: [chpl(4)] })],
  ['movie last', movieLast({ udta: tags(items), large: true })],
];
const mutants = 500;

/** Numbers that are always the same for the same seed. */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Cut short, bits flipped, and four bytes set to what a size or a count should not be. */
function mutate(original: Buffer, next: (below: number) => number): Buffer {
  const bytes = Buffer.from(next(4) === 0 ? original.subarray(0, next(original.length)) : original);
  const places = original.length - 20_000;
  for (let i = next(6); i >= 0 && bytes.length > 4; i--) {
    const at = Math.min(next(places), bytes.length - 4);
    if (next(2) === 0) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << next(8)), at);
    else bytes.writeUInt32BE([0xffffffff, 1, 0, 8, 0x7fffffff, next(2 ** 32)][next(6)] ?? 0, at);
  }
  return bytes;
}

describe.each(templates)('a damaged file, %s', (_name, original) => {
  it('ends in tags or a named error, within bounded reads', () => {
    const codec = mp4Codec();
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
    expect(understood).toBeGreaterThan(mutants);
  });
});
