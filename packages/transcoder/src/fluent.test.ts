import ffmpeg from 'fluent-ffmpeg';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg, noise, soundOf } from './__tests__/bench.ts';
import { createFluentProfile } from './fluent.ts';
import { createTranscodeSink } from './sink.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

const rules = { name: 'theirs', container: 'flac', audio: { codec: 'flac' } } as const;

test("a user's command encodes, its progress is told, and its result is verified", async () => {
  bench.make('song.wav', ...noise);
  const sound = soundOf(bench.file('song.wav'));
  const told: number[] = [];
  const theirs = createFluentProfile({ ...rules, command: (input) => ffmpeg(input) });
  const sink = createTranscodeSink({
    profiles: [theirs],
    reserveBytes: 0,
    onProgress: ({ seconds }) => told.push(seconds),
  });
  const change = { kind: 'media', target: 'm:song.wav', profile: 'theirs' } as const;
  await sink.apply(await sink.plan(change, bench.context()), bench.context());
  expect(soundOf(bench.file('song.flac'))).toBe(sound);
  expect(told.at(-1)).toBe(2);
});

test.each([
  ['leaves half of the sound out', ['-t', '1'], 'integrity'],
  ['fails', ['-c:a', 'no-such-codec'], 'malformed'],
])('a command that %s replaces nothing', async (_, more, code) => {
  bench.make('song.wav', ...noise);
  const theirs = createFluentProfile({
    ...rules,
    command: (input) => ffmpeg(input).outputOptions([...more]),
  });
  const sink = createTranscodeSink({ profiles: [theirs], reserveBytes: 0 });
  const change = { kind: 'media', target: 'm:song.wav', profile: 'theirs' } as const;
  const plan = await sink.plan(change, bench.context());
  await expect(sink.apply(plan, bench.context())).rejects.toMatchObject({ code });
  expect(await bench.names()).toEqual(['song.wav']);
});

test('a stop ends the command', async () => {
  bench.make('song.wav', ...noise);
  const stopping = new AbortController();
  const theirs = createFluentProfile({
    ...rules,
    command: (input) => ffmpeg(input).inputOptions('-re'),
  });
  const sink = createTranscodeSink({
    profiles: [theirs],
    reserveBytes: 0,
    onProgress: () => stopping.abort(),
  });
  const change = { kind: 'media', target: 'm:song.wav', profile: 'theirs' } as const;
  const plan = await sink.plan(change, bench.context());
  const work = sink.apply(plan, bench.context({ signal: stopping.signal }));
  await expect(work).rejects.toMatchObject({ code: 'aborted' });
  expect(await bench.names()).toEqual(['song.wav']);
});
