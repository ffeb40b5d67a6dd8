import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Bench, createBench, hasFfmpeg, noFfmpeg, noise, soundOf } from './__tests__/bench.ts';
import { createFluentProfile, type FluentCommand } from './fluent.ts';
import { createTranscodeSink } from './sink.ts';

vi.setConfig({ testTimeout: 60_000 });

let bench: Bench;
beforeEach(async (ctx) => {
  if (!hasFfmpeg) ctx.skip(noFfmpeg);
  bench = await createBench();
});
afterEach(() => bench?.[Symbol.asyncDispose]());

/** Behaves as a command of fluent-ffmpeg does: chainable, with events, and a timemark that can be N/A. */
function command(args: readonly string[]): FluentCommand {
  const events = new EventEmitter();
  let target = '';
  let child: ChildProcess | undefined;
  const self: FluentCommand = {
    output(path) {
      target = path;
      return self;
    },
    on(event: string, listener: (value: never) => void) {
      events.on(event, (value) => listener(value as never));
      return self;
    },
    run() {
      child = spawn('ffmpeg', ['-v', 'error', ...args, '-y', target]);
      events.emit('progress', { timemark: 'N/A' });
      events.emit('progress', { timemark: '00:00:01.50' });
      child.on('close', (code, signal) =>
        code === 0
          ? events.emit('end')
          : events.emit('error', new Error(`ended: ${signal ?? code}`)),
      );
    },
    kill: (signal) => child?.kill(signal as NodeJS.Signals),
  };
  return self;
}
const rules = { name: 'theirs', container: 'flac', audio: { codec: 'flac' } } as const;

test("a user's command encodes, its progress is told, and its result is verified", async () => {
  bench.make('song.wav', ...noise);
  const sound = soundOf(bench.file('song.wav'));
  const told: number[] = [];
  const theirs = createFluentProfile({ ...rules, command: (input) => command(['-i', input]) });
  const sink = createTranscodeSink({
    profiles: [theirs],
    reserveBytes: 0,
    onProgress: ({ seconds }) => told.push(seconds),
  });
  const change = { kind: 'media', target: 'm:song.wav', profile: 'theirs' } as const;
  await sink.apply(await sink.plan(change, bench.context()), bench.context());
  expect(soundOf(bench.file('song.flac'))).toBe(sound);
  expect(told).toEqual([1.5]);
});

test.each([
  ['leaves half of the sound out', ['-t', '1'], 'integrity'],
  ['fails', ['-c:a', 'no-such-codec'], 'malformed'],
])('a command that %s replaces nothing', async (_, more, code) => {
  bench.make('song.wav', ...noise);
  const theirs = createFluentProfile({
    ...rules,
    command: (input) => command(['-i', input, ...more]),
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
    command: (input) => command(['-re', '-i', input]),
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
