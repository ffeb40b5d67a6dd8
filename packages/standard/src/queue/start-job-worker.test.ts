import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEarmark, createMemoryStore, type Earmark, type Source } from '@earmark/core';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { defaultSink } from '../compose.ts';
import { albumJobs, assertProfile, queueing } from './queueing.ts';
import { startJobWorker } from './start-job-worker.ts';

const tone = new URL('../../../../examples/cli/demo/fixtures/tone.mp3', import.meta.url);
const mute: Source = {
  spec: 1,
  kind: 'source',
  name: 'mute',
  answers: ['album'],
  find: async () => [],
};
let music: string;
beforeEach(async () => {
  music = await mkdtemp(join(tmpdir(), 'earmark-jobs-'));
  for (const album of ['A', 'B']) {
    await mkdir(join(music, album));
    await copyFile(tone, join(music, album, '1.mp3'));
  }
});
afterEach(() => rm(music, { recursive: true, force: true }));

const open = async (sources: readonly Source[]): Promise<Earmark> =>
  createEarmark({
    store: createMemoryStore(),
    sinks: [await defaultSink()],
    sources,
    roots: { music },
  });

test('what was queued is done by a worker that has the root, once each', async () => {
  const earmark = await open([mute]);
  const { jobs } = await earmark.store();
  const added: string[] = [];
  const queue = () =>
    earmark.run(queueing(jobs, albumJobs({}, { music }), { onAdded: (ids) => added.push(...ids) }))
      .done;
  await queue();
  expect(await jobs.list({ status: 'waiting' })).toMatchObject([
    { topic: 'tag', needs: ['root:music'] },
    { topic: 'tag', needs: ['root:music'] },
  ]);
  await queue();
  expect(new Set(added).size).toBe(2);

  const done: string[] = [];
  const worker = await startJobWorker({
    earmark,
    roots: { music },
    topics: ['tag'],
    drain: true,
    onEvent: (event) => event.what === 'job-done' && done.push(event.job.id),
  });
  expect(worker).toMatchObject({ topics: ['tag'], can: [] });
  await worker.done;
  expect(done.toSorted()).toEqual([...new Set(added)].toSorted());
  await earmark.close();
});

test('a worker is not started for what it could not do', async () => {
  const earmark = await open([]);
  const start = (topics: readonly string[]) => startJobWorker({ earmark, topics });
  await expect(start(['dishes'])).rejects.toThrow('Unknown topic "dishes". Valid topics: tag');
  await expect(start(['tag'])).rejects.toThrow('needs a source');
  expect(() => assertProfile('vhs')).toThrow('Unknown profile "vhs". Valid profiles: flac');
  await earmark.close();
});
