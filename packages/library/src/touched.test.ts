import { createFakeClock } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createTouched } from './touched.ts';

function createBench() {
  const clock = createFakeClock();
  const touched = createTouched(clock, 100, new Set(['.mp3']));
  const stopper = new AbortController();
  const taken: (readonly string[])[] = [];
  const listening = (async () => {
    for (;;) taken.push((await touched.quiet(stopper.signal)).music ?? []);
  })();
  return {
    clock,
    taken,
    listening,
    stop: () => stopper.abort(),
    fail: touched.fail,
    async touch(path: string, thenMs: number) {
      touched.touch('music', path);
      await clock.advance(thenMs);
    },
  };
}

test('a folder is taken once nothing happened in it for long enough, and others do not wait for it', async () => {
  const { touch, taken, clock } = createBench();
  await touch('Copied/1.mp3', 60);
  await touch('Other/1.mp3', 30);
  await touch('Copied/2.mp3', 60);
  expect(taken).toEqual([]);
  await clock.advance(10);
  expect(taken).toEqual([['Other']]);
  await clock.advance(29);
  expect(taken).toHaveLength(1);
  await clock.advance(1);
  expect(taken).toEqual([['Other'], ['Copied']]);
});

test('a folder that came is not taken while something beneath it still grows', async () => {
  const { touch, taken } = createBench();
  await touch('Artist/Album', 90);
  await touch('Artist/Album/1.mp3', 90);
  await touch('Artist/Album/1.mp3', 90);
  expect(taken).toEqual([]);
  await touch('Artist/Album/1.mp3', 100);
  expect(taken).toEqual([['Artist/Album', 'Artist']]);
});

test('the discs of an album wait for each other', async () => {
  const { touch, taken } = createBench();
  await touch('Album/CD1/1.mp3', 90);
  await touch('Album/CD2/1.mp3', 90);
  expect(taken).toEqual([]);
  await touch('Album/CD2', 100);
  expect(taken).toEqual([['Album']]);
});

test('a folder that came as a whole does not wait for a file beside it that is always written', async () => {
  const { touch, taken } = createBench();
  await touch('Album', 60);
  await touch('player.log', 60);
  expect(taken).toEqual([['Album']]);
});

test('whoever waits hears that the listening failed, or that it is to stop', async () => {
  const failed = createBench();
  failed.fail(new Error('too many folders'));
  await expect(failed.listening).rejects.toThrow('too many folders');
  const stopped = createBench();
  stopped.stop();
  await expect(stopped.listening).rejects.toMatchObject({ code: 'aborted' });
});
