import assert from 'node:assert/strict';
import type { ByteRange, Edit } from '@earmark/core';

const mutantCount = 300;
/** Values that lengths and counts are made to lie with. */
const lies = [0, 1, 0x7f, 0x80, 0xff];

/** The file cut off at many places, mostly near its start. */
export function* truncations(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let length = 1; length < bytes.length; length += Math.max(1, Math.floor(length / 16)))
    yield bytes.slice(0, length);
}

/** Copies with wrong bytes, the same ones each time: single bits, lying lengths, repeated and missing stretches. */
export function* mutations(bytes: Uint8Array): Iterable<Uint8Array> {
  const random = randomFrom(20_261_121);
  // What tells the structure stands at the start of a file, or at its end.
  const place = () => {
    const near = random(Math.min(bytes.length, 2048));
    return random(4) === 0 ? bytes.length - 1 - near : near;
  };
  for (let count = 0; count < mutantCount; count++) {
    const mutant = Uint8Array.from(bytes);
    const at = place();
    switch (count % 4) {
      case 0:
        mutant[at] = (mutant[at] ?? 0) ^ (1 << random(8));
        yield mutant;
        break;
      case 1:
        mutant.fill(lies[random(lies.length)] ?? 0, at, at + 1 + random(8));
        yield mutant;
        break;
      case 2:
        mutant.copyWithin(at, place(), place() + random(64));
        yield mutant;
        break;
      default:
        yield Buffer.concat([mutant.subarray(0, at), mutant.subarray(at + 1 + random(64))]);
    }
  }
}

/** Linear congruential, so that a failure can be repeated. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Applies edits as a sink would, and refuses what a sink refuses. */
export function applyEdits(
  bytes: Uint8Array,
  essence: readonly ByteRange[],
  edits: readonly Edit[],
): Uint8Array {
  const parts: Uint8Array[] = [];
  let end = 0;
  for (const { range, bytes: replacement } of [...edits].sort(
    (a, b) => a.range.offset - b.range.offset,
  )) {
    const { offset, length } = range;
    assert.ok(offset >= end && offset + length <= bytes.length, 'edits overlap or leave the file');
    assert.ok(
      essence.every(
        (sound) => offset >= sound.offset + sound.length || offset + length <= sound.offset,
      ),
      `an edit at ${offset} touches the sound`,
    );
    parts.push(bytes.subarray(end, offset), replacement);
    end = offset + length;
  }
  return Buffer.concat([...parts, bytes.subarray(end)]);
}

export function soundOf(bytes: Uint8Array, essence: readonly ByteRange[]): Buffer {
  return Buffer.concat(
    essence.map(({ offset, length }) => bytes.subarray(offset, offset + length)),
  );
}
