import { systemClock } from '@earmark/core';
import { expect, test } from 'vitest';
import { hasFfmpeg, noFfmpeg } from '../__tests__/bench.ts';
import type { VideoRule } from '../profiles/profile.ts';
import { createBalance } from './balance.ts';
import { hardwareEncoder, softwareEncoder } from './encoders.ts';
import { tryEncoder } from './hardware.ts';

const rule: VideoRule = { codec: 'hevc', quality: 22 };
const tools = {
  ffmpeg: 'ffmpeg',
  ffprobe: 'ffprobe',
  nice: 0,
  threads: 1,
  graceMs: 100,
  leash: async () => [],
};
const ctx = { tools, clock: systemClock, signal: new AbortController().signal };
const gpu = (device: string) => ({ encoder: hardwareEncoder('hevc', 'nvenc', device) });

test('work goes to the GPU that has the least of it', async () => {
  const balance = createBalance(async () => [gpu('0'), gpu('1')]);
  const first = await balance.take(rule, ctx);
  const second = await balance.take(rule, ctx);
  expect([first.encoder.on, second.encoder.on]).toEqual(['nvenc 0', 'nvenc 1']);
  second.release();
  expect((await balance.take(rule, ctx)).encoder.on).toBe('nvenc 1');
});

test('devices are tried once for a codec', async () => {
  let tries = 0;
  const balance = createBalance(async () => {
    tries += 1;
    return [gpu('0')];
  });
  await Promise.all([balance.take(rule, ctx), balance.take(rule, ctx)]);
  expect(tries).toBe(1);
});

test('without a GPU that works, the processor encodes, and the reason is said', async () => {
  const failed = { ...gpu('0'), failure: 'Cannot load libcuda.so.1' };
  const { encoder, reason } = await createBalance(async () => [failed]).take(rule, ctx);
  expect(encoder.name).toBe('libx265');
  expect(reason).toContain('hevc_nvenc: Cannot load libcuda.so.1');
});

test('a trial tells what encodes here, not what was compiled in', async (context) => {
  if (!hasFfmpeg) context.skip(noFfmpeg);
  expect(await tryEncoder(softwareEncoder('h264'), ctx)).not.toHaveProperty('failure');
  const missing = { ...softwareEncoder('h264'), name: 'h264_nobody' };
  expect((await tryEncoder(missing, ctx)).failure).toContain('h264_nobody');
});
