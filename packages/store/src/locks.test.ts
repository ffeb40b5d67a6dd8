import { createEarmark, pipeline } from '@earmark/core';
import { createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createSqliteStore } from './index.ts';

test('without a lock of their own, two that have the same state never write at once', async () => {
  const temp = await createTempFolder();
  const [one, other] = await Promise.all(
    [1, 2].map(() => createEarmark({ store: createSqliteStore({ folder: temp.path }) })),
  );
  if (!one || !other) throw new Error('nothing was opened');
  let finish = () => {};
  const held = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const writing = (wait: Promise<void> | undefined) =>
    pipeline({
      name: 'writing',
      writes: true,
      async *start() {
        await wait;
        yield 1;
      },
    });
  const first = one.run(writing(held));
  await new Promise<void>((resolve) => first.on('run-started', () => resolve()));
  expect((await other.run(writing(undefined)).done).fault).toMatchObject({ code: 'locked' });
  finish();
  expect((await first.done).outcome).toBe('completed');
  expect((await other.run(writing(undefined)).done).outcome).toBe('completed');
  await Promise.all([one.close(), other.close()]);
  await temp.remove();
});
