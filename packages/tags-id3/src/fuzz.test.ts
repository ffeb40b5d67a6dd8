import { EarmarkError } from '@earmark/core';
import { expect, test } from 'vitest';
import { edited } from './__tests__/apply.ts';
import {
  aiff,
  ape,
  bytes,
  chunk,
  frame,
  id3v1,
  memory,
  sound,
  tag,
  text,
  wave,
} from './__tests__/build.ts';
import { id3Codec } from './codec.ts';

const picture = frame(3, 'APIC', bytes(0, 'image/png\0', 3, 0, Buffer.alloc(700, 1)));
const v23 = tag(
  3,
  [text(3, 'TIT2', 'T'), picture, text(3, 'TCON', '(7)(52)'), text(3, 'TYER', '1999')],
  40,
);
const v24 = tag(
  4,
  [text(4, 'TIT2', 'T'), frame(4, 'TXXX', bytes(1, [0xff, 0xfe, 65, 0, 0, 0, 66, 0]), 0x03)],
  40,
);
const seeds = [
  bytes(v23, sound(), ape({ Title: 'T', Genre: 'Rock' }), id3v1({ title: 'T' })),
  bytes(v24, v23, sound()),
  bytes(tag(2, [text(2, 'TT2', 'T'), text(2, 'TCO', '(17)')]), sound()),
  wave(chunk('LIST', bytes('INFO', chunk('INAM', bytes('N\0')))), chunk('id3 ', v23)),
  aiff(chunk('ID3 ', v24, false), chunk('NAME', bytes('N'), false)),
];

/** Numbers that are the same in every run. */
function dice(seed: number) {
  let state = seed;
  return (sides: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

function mutant(seed: number): Buffer {
  const roll = dice(seed);
  let out = Buffer.from(seeds[seed % seeds.length] as Buffer);
  for (let i = 1 + roll(6); i > 0; i--) {
    const at = roll(Math.min(out.length, 1200));
    const kind = roll(5);
    if (kind === 0) out[at] = roll(256);
    else if (kind === 1) out[at] = (out[at] as number) ^ (1 << roll(8));
    else if (kind === 2)
      out.fill([0, 0xff, 0x7f][roll(3)] as number, at, Math.min(at + 4, out.length));
    else if (kind === 3 && at > 0) out = out.subarray(0, out.length - roll(out.length));
    else out = Buffer.concat([out.subarray(0, at), out.subarray(roll(at + 1))]);
    if (out.length === 0) return out;
  }
  return out;
}

test('3,000 mutants end in tags or in a named error, within bounded reads, also when written', () => {
  const codec = id3Codec();
  let read = 0;
  let written = 0;
  for (let seed = 1; seed <= 3000; seed++) {
    const content = mutant(seed);
    const file = memory(content);
    try {
      codec.recognises(content.subarray(0, 8192));
      codec.read(file);
      read++;
      const after = edited(content, { genre: ['Hip Hop', 'Electronic'] });
      written++;
      const again = codec.read(memory(after));
      expect(again, `mutant ${seed}`).toMatchObject({
        fields: { genre: ['Hip Hop', 'Electronic'] },
      });
    } catch (error) {
      if (!EarmarkError.is(error, 'malformed', 'unsupported')) throw error;
    }
    expect(file.calls, `calls of mutant ${seed}`).toBeLessThan(200);
    expect(file.read, `bytes of mutant ${seed}`).toBeLessThan(8 * content.length + 65_536);
  }
  expect(read).toBeGreaterThan(1500);
  expect(written).toBeGreaterThan(300);
});

test('a tag of a hundred thousand empty frames and one of a hundred thousand chunks are left early', () => {
  const empty = Buffer.concat(
    Array.from({ length: 100_000 }, () => frame(3, 'TPE1', Buffer.alloc(0))),
  );
  expect(id3Codec().read(memory(bytes(tag(3, [empty]), sound())))).toMatchObject({
    complete: false,
  });
  const chunks = Array.from({ length: 100_000 }, () => chunk('junk', Buffer.alloc(0)));
  expect(id3Codec().read(memory(wave(Buffer.concat(chunks))))).toMatchObject({ complete: false });
});
