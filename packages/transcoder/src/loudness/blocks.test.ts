import { expect, test } from 'vitest';
import { blocksOf, integrated, mergedBlocks } from './blocks.ts';

const many = (loudness: number, count: number) => Array.from({ length: count }, () => loudness);

test('a steady sound is as loud as each of its blocks; silence has no loudness', () => {
  expect(integrated(blocksOf(many(-23, 100)))).toBeCloseTo(-23, 5);
  expect(integrated(blocksOf(many(-120.7, 100)))).toBeUndefined();
  expect(integrated(blocksOf([]))).toBeUndefined();
});

test('quiet passages do not make a recording quieter: the gates of EBU R 128', () => {
  const music = [...many(-20, 100), ...many(-60, 100), ...many(-80, 500)];
  expect(integrated(blocksOf(music))).toBeCloseTo(-20, 5);
});

test('an album is all its blocks, not the mean of its tracks', () => {
  const album = mergedBlocks([blocksOf(many(-10, 300)), blocksOf(many(-16, 100))]);
  const power = (300 * 10 ** -1 + 100 * 10 ** -1.6) / 400;
  expect(integrated(album)).toBeCloseTo(10 * Math.log10(power), 5);
});
