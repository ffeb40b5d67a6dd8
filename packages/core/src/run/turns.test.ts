import { expect, test } from 'vitest';
import { albumsOrigin } from '../__tests__/doubles.ts';
import { house } from '../__tests__/house.ts';
import { albums } from '../stages/albums.ts';

/** A house whose first write waits until it is let go. */
async function busyHouse() {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  const made = await house({}, { before: () => held });
  const first = made.earmark.run(made.tag());
  await new Promise<void>((resolve) => first.on('change-planned', () => resolve()));
  return { ...made, first, release };
}

test('a second writing run of an account waits for the first, and says so', async () => {
  const { earmark, first, release, tag, sink } = await busyHouse();
  const second = earmark.run(tag());
  const third = earmark.run(tag());
  const ended: string[] = [];
  for (const [name, run] of Object.entries({ first, second, third }))
    void run.done.then(() => ended.push(name));
  await new Promise<void>((resolve) => second.on('run-waiting', () => resolve()));
  release();
  expect((await third.done).outcome).toBe('completed');
  expect(ended).toEqual(['first', 'second', 'third']);
  expect((await second.done).counts.applied).toBeUndefined();
  expect(sink.writes).toHaveLength(2);
});

test('a run that would rather not wait is refused by name', async () => {
  const { earmark, first, release, tag } = await busyHouse();
  const { outcome, fault } = await earmark.run(tag(), { whenBusy: 'refuse' }).done;
  expect({ outcome, fault }).toMatchObject({
    outcome: 'failed',
    fault: { code: 'locked', message: expect.stringContaining(first.id) },
  });
  release();
  expect((await first.done).outcome).toBe('completed');
});

test('a waiting run can be stopped, and those behind it go on', async () => {
  const { earmark, first, release, tag } = await busyHouse();
  const second = earmark.run(tag());
  const third = earmark.run(tag());
  expect((await second.stop()).outcome).toBe('stopped');
  release();
  expect((await third.done).outcome).toBe('completed');
  expect((await first.done).outcome).toBe('completed');
});

test('what only looks does not wait', async () => {
  const { earmark, files, first, release, tag } = await busyHouse();
  expect((await earmark.run(tag(true)).done).outcome).toBe('completed');
  expect((await earmark.run(albums(albumsOrigin(['A'], files))).done).outcome).toBe('completed');
  release();
  await first.done;
});

test('an Earmark is closed with what waits', async () => {
  const { earmark, first, release, tag } = await busyHouse();
  const second = earmark.run(tag());
  const closed = earmark.close();
  release();
  await closed;
  expect((await second.done).outcome).toBe('stopped');
  expect(['completed', 'stopped']).toContain((await first.done).outcome);
});
