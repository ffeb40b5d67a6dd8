import { expect, test } from 'vitest';
import { knowsFpsMode } from './frame-rate.ts';

test.each([
  ['4.4.2-0ubuntu0.22.04.1', false],
  ['n5.0.3', false],
  ['5.1.9-0+deb12u1', true],
  ['n7.1-12-gabcdef', true],
  ['10.0', true],
  ['N-118000-g1a2b3c4', true],
  ['2025-01-02-git-abcdef-full_build', true],
])('ffmpeg %s knows -fps_mode: %s', (version, knows) => {
  expect(knowsFpsMode(`ffmpeg version ${version} Copyright (c) 2000-2025`)).toBe(knows);
});
