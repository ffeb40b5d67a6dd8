import { spawnSync } from 'node:child_process';
import { mkdir, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { differences, digestsOf } from '../demo/digests.ts';
import { createHouse, type Ended, type House, jsonLines } from './house.ts';

const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0;
let house: House;

const eventsOf = (ended: Ended, name: string) =>
  jsonLines(ended).filter(({ event }) => event === name);
const jobs = async (...args: readonly string[]) =>
  eventsOf(await house.earmark(['jobs', ...args, '--json']), 'job');
const drain = (...args: readonly string[]) =>
  house.earmark(['worker', '--drain', '--json', ...args]);

describe('jobs', () => {
  beforeEach(async () => {
    house = await createHouse(3);
  });
  afterEach(() => house[Symbol.asyncDispose]());

  test('tag --queue writes nothing, queues each album once, and a worker does it', async () => {
    const before = await digestsOf(house.music);
    const queued = await house.earmark(['tag', 'music', '--queue', '--priority', '-1', '--json']);
    expect(queued.code, queued.stderr).toBe(0);
    expect(eventsOf(queued, 'jobs-added')).toMatchObject([{ topic: 'tag', count: 3 }]);
    await house.earmark(['tag', join('music', 'Artist 1'), '--queue', '--priority', '9']);
    const waiting = await jobs('list', '--status', 'waiting');
    expect(waiting).toHaveLength(3);
    expect(waiting.map(({ priority }) => priority)).toEqual([-1, -1, -1]);
    expect(differences(before, await digestsOf(house.music))).toEqual([]);
    const worked = await drain('--topics', 'tag');
    expect(worked.code, worked.stderr).toBe(0);
    expect(eventsOf(worked, 'job-done')).toHaveLength(3);
    expect(differences(before, await digestsOf(house.music))).toHaveLength(15);
    expect(await jobs('list', '--status', 'done')).toHaveLength(3);
  });

  test('a job goes to a machine that can do it, wherever that has the root', async (ctx) => {
    if (!hasFfmpeg) ctx.skip('there is no ffmpeg in PATH');
    const args = ['transcode', join('music', 'Artist 1'), '--profile', 'opus', '--queue'];
    await house.earmark([...args, '--needs', 'fast-disk']);
    expect(await jobs()).toMatchObject([
      {
        needs: ['root:music', 'opus', 'fast-disk'],
        payload: { root: 'music', path: 'Artist 1/Album 1' },
      },
    ]);
    const found = await drain('--topics', 'transcode');
    const [{ can } = {}] = eventsOf(found, 'worker-started');
    expect(can).toContain('opus');
    expect(await jobs('list', '--status', 'waiting')).toHaveLength(1);
    const elsewhere = join(house.folder, 'mounted elsewhere');
    await rename(house.music, elsewhere);
    const worked = await drain('--capabilities', 'opus,fast-disk', '--map', `music=${elsewhere}`);
    expect(worked.code, worked.stderr).toBe(0);
    const names = await readdir(join(elsewhere, 'Artist 1', 'Album 1'));
    expect(names.filter((name) => name.endsWith('.opus'))).toHaveLength(5);
  });

  test('a file that was named is the only one that its job touches', async (ctx) => {
    if (!hasFfmpeg) ctx.skip('there is no ffmpeg in PATH');
    const folder = join(house.music, 'Artist 1', 'Album 1');
    const [song = ''] = (await readdir(folder)).sort();
    await house.earmark(['transcode', join(folder, song), '--profile', 'opus', '--queue']);
    expect(await jobs()).toMatchObject([{ payload: { path: `Artist 1/Album 1/${song}` } }]);
    expect((await drain('--topics', 'transcode')).code).toBe(0);
    const names = await readdir(folder);
    expect(names.filter((name) => name.endsWith('.opus'))).toHaveLength(1);
  });

  test('of two albums in one folder the job of one leaves the other alone', async () => {
    const [one, two] = [0, 1].map((n) => join(house.music, `Artist ${n}`, `Album ${n}`));
    for (const name of await readdir(two ?? ''))
      await rename(join(two ?? '', name), join(one ?? '', `other ${name}`));
    const before = await digestsOf(house.music);
    await house.earmark(['tag', 'music', '--album', 'Artist 1,Album 1', '--queue']);
    expect(await jobs()).toHaveLength(1);
    expect((await drain('--topics', 'tag')).code).toBe(0);
    const changed = differences(before, await digestsOf(house.music));
    expect(changed).toHaveLength(5);
    expect(changed.every((path) => path.includes('other '))).toBe(true);
  });

  test('a machine that does not see the files does not call the job done', async (ctx) => {
    if (!hasFfmpeg) ctx.skip('there is no ffmpeg in PATH');
    await house.earmark(['transcode', 'music', '--profile', 'opus', '--queue']);
    const empty = join(house.folder, 'not mounted');
    await mkdir(empty);
    const worked = await drain('--topics', 'transcode', '--map', `music=${empty}`);
    expect(worked.code).toBe(1);
    expect(await jobs('list', '--status', 'done')).toEqual([]);
  });

  test('a job whose disk is away waits without an attempt; one that was cancelled is tried again on demand', async () => {
    await house.earmark(['tag', join('music', 'Artist 0'), '--queue']);
    const [{ id = '' } = {}] = await jobs();
    await rename(house.music, join(house.folder, 'away'));
    const worked = await drain('--topics', 'tag');
    expect(worked.code).toBe(1);
    expect(eventsOf(worked, 'ability-lost')).toMatchObject([
      { ability: 'root:music', reason: expect.stringMatching(/cannot be read.*mount it/) },
    ]);
    expect(await jobs()).toMatchObject([{ id, status: 'waiting', attempts: 0 }]);
    const listed = await house.earmark(['jobs']);
    expect(listed.stderr).toMatch(
      /1 tag job in the queue, and no worker is running that can do root:music/,
    );
    await house.earmark(['jobs', 'cancel', String(id)]);
    expect(await jobs('list', '--status', 'cancelled')).toHaveLength(1);
    await rename(join(house.folder, 'away'), house.music);
    const retried = await house.earmark(['jobs', 'retry', String(id), '--json']);
    expect(eventsOf(retried, 'job-retried')).toMatchObject([{ id }]);
    expect((await drain('--topics', 'tag')).code).toBe(0);
    expect(await jobs('list', '--status', 'done')).toMatchObject([{ id, attempts: 1 }]);
    expect((await house.earmark(['jobs', 'retry', String(id)])).stderr).toMatch(/neither failed/);
  });

  test('the jobs of an account are its own', async () => {
    await house.earmark(['tag', 'music', '--queue', '--account', 'ann']);
    expect(await jobs('list')).toEqual([]);
    expect(await jobs('list', '--account', 'ann')).toHaveLength(3);
    const worked = await drain('--topics', 'tag', '--accounts', 'ann,default');
    expect(eventsOf(worked, 'job-done').map(({ account }) => account)).toEqual([
      'ann',
      'ann',
      'ann',
    ]);
  });
});

describe('what makes no sense', () => {
  beforeAll(async () => {
    house = await createHouse(1);
  });
  afterAll(() => house[Symbol.asyncDispose]());

  test.each([
    [['tag', 'music', '--queue', '--dry-run'], /cannot be combined with --queue/],
    [['tag', 'music', '--queue', '--priority', 'high'], /--priority is a number/],
    [['transcode', 'music', '--queue', '--profile', 'vhs'], /Unknown profile "vhs"/],
    [['worker', '--map', 'music=here'], /is not an absolute path/],
    [['worker', '--topics', 'dishes'], /Unknown topic "dishes". Valid topics: tag, transcode/],
    [['jobs', 'cancel', 'no-such-job'], /no job no-such-job/],
    [['jobs', 'list', '--status', 'lost'], /Allowed choices are waiting/],
  ])('earmark %j is refused with a reason', async (args, reason) => {
    const { code, stderr } = await house.earmark(args);
    expect(stderr).toMatch(reason);
    expect(code).toBe(2);
  });
});
