import { expect, test } from 'vitest';
import { hasFfmpeg, noFfmpeg } from './__tests__/bench.ts';
import { encodingAbilities, needsOf } from './abilities.ts';
import { builtInProfiles } from './profiles/built-in.ts';

test('a machine can what its ffmpeg encodes, and a GPU is one that encoded a frame', async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  const able = await encodingAbilities();
  expect(able).toEqual(expect.arrayContaining(['flac', 'aac']));
  expect(able.includes('gpu')).toBe(able.some((word) => word.endsWith('-gpu')));
});

test('without ffmpeg there is a reason, and no list', async () => {
  await expect(encodingAbilities({ ffmpeg: '/no/such/ffmpeg' })).rejects.toMatchObject({
    code: 'config',
  });
});

test.each([
  ['flac', ['flac']],
  ['hevc', ['opus', 'hevc']],
])('%s needs %j', (name, needs) => {
  const profile = builtInProfiles.find((each) => each.name === name);
  expect(profile && needsOf(profile)).toEqual(needs);
});
