import { EarmarkError } from '@earmark/spec';
import { expect, test } from 'vitest';
import { albumsOrigin, shelfSink } from '../__tests__/doubles.ts';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { createMemoryLock } from '../run/memory-lock.ts';
import type { Events, Fields, Sink } from '../spec.ts';
import { albums } from './albums.ts';
import { transcode } from './transcode.ts';

const titles = ['One', 'Two', 'Three'];
const quiet = { debug() {}, info() {}, warn() {}, error() {} };

/** A sink whose targets become their profile's name. */
function encoder(files: Map<string, Fields>, gone: readonly string[] = []): Sink {
  const shelf = shelfSink(files);
  return {
    ...shelf,
    name: 'transcode',
    async plan(change, ctx) {
      if (change.kind !== 'media') throw new EarmarkError('unsupported', 'media only');
      const { target, profile } = change;
      if (gone.includes(target)) throw new EarmarkError('not-found', `${target} is gone`);
      if (target.endsWith('Broken')) throw new EarmarkError('malformed', `${target} is noise`);
      const set = { audio: [profile] };
      const costs = target.endsWith('Costly')
        ? [{ cost: 'lossy', why: 'it is lossy' } as const]
        : [];
      return { ...(await shelf.plan({ kind: 'fields', target, set }, ctx)), change, costs };
    },
  };
}
async function house(gone: readonly string[] = []) {
  const files = new Map<string, Fields>(
    [...titles, 'Broken', 'Costly'].map((title) => [`music:${title}`, { audio: ['wav'] }]),
  );
  const locks = createMemoryLock();
  const store = createMemoryStore();
  const options = { log: quiet, store, locks, leases: 'target' as const };
  const sink = encoder(files, gone);
  const earmark = await createEarmark({ ...options, sinks: [sink] });
  const origin = (wanted: readonly string[] = titles) => albums(albumsOrigin(wanted, files));
  return { earmark, files, locks, origin, sink };
}
const audio = (files: Map<string, Fields>, title: string) => files.get(`music:${title}`)?.audio;

test('every target becomes what the profile says, and a second run finds nothing to do', async () => {
  const { earmark, files, origin } = await house();
  const first = await earmark.run(origin().pipe(transcode({ profile: 'flac' }))).done;
  expect(first.counts).toMatchObject({ planned: 3, applied: 3 });
  expect(audio(files, 'Two')).toEqual(['flac']);
  const second = await earmark.run(origin().pipe(transcode({ profile: 'flac' }))).done;
  expect(second.counts).toMatchObject({ unchanged: 3 });
  expect(second.counts.applied).toBeUndefined();
});

test('a dry run plans and changes nothing', async () => {
  const { earmark, files, origin } = await house();
  const run = earmark.run(origin().pipe(transcode({ profile: 'flac', dryRun: true })));
  expect((await run.done).counts).toMatchObject({ planned: 3 });
  expect(audio(files, 'One')).toEqual(['wav']);
});

test('what would cost more than was accepted is left alone, told, and no failure; a yes goes through', async () => {
  const { earmark, files, origin } = await house();
  const run = earmark.run(origin(['One', 'Costly']).pipe(transcode({ profile: 'mp3' })));
  const told: Events['change-skipped'][] = [];
  run.on('change-skipped', (event) => told.push(event));
  const { outcome, counts } = await run.done;
  expect([outcome, counts]).toEqual([
    'completed',
    expect.objectContaining({ applied: 1, declined: 1, 'declined:lossy': 1 }),
  ]);
  expect(told).toMatchObject([{ target: 'music:Costly', fault: { code: 'unsupported' } }]);
  expect(audio(files, 'Costly')).toEqual(['wav']);
  const yes = transcode({ profile: 'mp3', accepts: ['lossy'] });
  expect((await earmark.run(origin(['Costly']).pipe(yes)).done).counts.applied).toBe(1);
  expect(audio(files, 'Costly')).toEqual(['mp3']);
});

test('what it did is undone like any other change', async () => {
  const { earmark, files, origin } = await house();
  const { run } = await earmark.run(origin().pipe(transcode({ profile: 'flac' }))).done;
  expect((await earmark.undo(run).done).counts.applied).toBe(3);
  expect(audio(files, 'One')).toEqual(['wav']);
});

test('what somebody else holds is skipped with the name of the holder, and is no failure', async () => {
  const { earmark, files, locks, origin } = await house();
  await using _held = await locks.acquire('music:Two', {});
  const run = earmark.run(origin().pipe(transcode({ profile: 'flac' })));
  const skipped: Events['change-skipped'][] = [];
  run.on('change-skipped', (event) => skipped.push(event));
  const { counts } = await run.done;
  expect(counts).toMatchObject({ applied: 2, skipped: 1 });
  expect(counts.failed).toBeUndefined();
  expect(skipped).toMatchObject([{ target: 'music:Two', fault: { code: 'locked' } }]);
  expect(audio(files, 'Two')).toEqual(['wav']);
});

test('what another worker finished in between is skipped', async () => {
  const { earmark, origin } = await house(['music:Three']);
  const { counts } = await earmark.run(origin().pipe(transcode({ profile: 'flac' }))).done;
  expect(counts).toMatchObject({ applied: 2, skipped: 1 });
});

test('a target that cannot be planned fails, and the others are done', async () => {
  const { earmark, origin } = await house();
  const run = earmark.run(origin(['Broken', ...titles]).pipe(transcode({ profile: 'flac' })));
  expect((await run.done).counts).toMatchObject({ applied: 3, failed: 1 });
});

test('a resumed run passes by what it finished, and takes up what was skipped', async () => {
  const { earmark, files, locks, origin } = await house();
  const held = await locks.acquire('music:Two', {});
  const { run } = await earmark.run(origin().pipe(transcode({ profile: 'flac' }))).done;
  await held.release();
  const again = earmark.run(origin().pipe(transcode({ profile: 'flac' })), { resume: run });
  expect((await again.done).counts).toMatchObject({ subjects: 3, resumed: 2, applied: 3 });
  expect(audio(files, 'Two')).toEqual(['flac']);
});

test('a resumed run takes up what a stop left unplanned', async () => {
  const { earmark, files, origin, sink } = await house();
  const pipe = () => origin().pipe(transcode({ profile: 'flac' }));
  const { plan } = sink;
  const run = earmark.run(pipe());
  sink.plan = async (change, ctx) => {
    sink.plan = plan;
    void run.stop();
    ctx.signal.throwIfAborted();
    return plan(change, ctx);
  };
  expect((await run.done).counts).toEqual({ subjects: 1 });
  await earmark.run(pipe(), { resume: run.id }).done;
  expect(titles.map((title) => audio(files, title))).toEqual([['flac'], ['flac'], ['flac']]);
});

test('a sink that is not there ends the run: it would be the same for every target', async () => {
  const { earmark, origin } = await house();
  const result = await earmark.run(origin().pipe(transcode({ profile: 'x', sink: 'none' }))).done;
  expect(result).toMatchObject({ outcome: 'failed', fault: { code: 'config' } });
});
