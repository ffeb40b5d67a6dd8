import { expect, test } from 'vitest';
import { hour, lost, refuse, world } from './__tests__/world.ts';

test('what is told together is tried again as the same message, whatever comes meanwhile', async () => {
  const { clock, messages, process, answers } = world();
  const notices = process();
  await notices.desk.setRule('evening', { notifier: 'chat', daily: '18:00' });
  answers(refuse('network'));
  for (const worker of ['w1', 'w2']) notices.add(lost(worker));
  await notices.flush();
  clock.time = Date.UTC(2026, 5, 1, 18);
  await notices.desk.deliver();
  await notices.desk.removeRule('evening');
  notices.add(lost('w3'));
  await notices.flush();
  answers(async () => {});
  clock.time += hour;
  await notices.desk.deliver();
  const [first, again, news] = messages;
  expect(first).toMatchObject({ count: 2 });
  expect(again).toEqual(first);
  expect(news?.text).toContain('w3');
  expect(news?.id).not.toBe(first?.id);
  expect(messages).toHaveLength(3);
});

test('what a person tries again goes with what was told in the same message, under its id', async () => {
  const { clock, messages, process, answers } = world();
  answers(refuse('auth'));
  const notices = process();
  await notices.desk.setRule('evening', { notifier: 'chat', daily: '18:00' });
  for (const worker of ['w1', 'w2']) notices.add(lost(worker));
  await notices.flush();
  clock.time = Date.UTC(2026, 5, 1, 18);
  await notices.desk.deliver();
  answers(async () => {});
  await notices.desk.retry((await notices.desk.outbox()).at(-1)?.id ?? '');
  expect(messages[1]).toEqual(messages[0]);
  expect(await notices.desk.outbox()).toEqual([]);
});
