import { expect, test } from 'vitest';
import { lost, world } from './__tests__/world.ts';

test('a rule says which kinds go through a notifier; one that no rule names tells everything', async () => {
  const { sent, process } = world(['chat', 'mail']);
  const notices = process();
  await notices.desk.setRule('mail-full', { notifier: 'mail', kinds: ['disk-full'] });
  notices.add(lost('w1'));
  await notices.flush();
  expect(sent).toEqual(['chat: A worker was lost']);
});

test('the rule of a person who has left tells nothing, and its notifier tells no more than its rules say', async () => {
  const { sent, process } = world();
  const notices = process();
  await notices.desk.setRule('all', { notifier: 'chat', person: 'ann', ended: true });
  notices.add(lost('w1'));
  await notices.flush();
  expect([sent, await notices.desk.outbox()]).toEqual([[], []]);
});

test('in quiet hours everything is kept, and told as one when they end', async () => {
  const { clock, sent, process } = world();
  const notices = process();
  const quietHours = [{ from: '13:00', to: '15:00' }];
  await notices.desk.setRule('lunch', {
    notifier: 'chat',
    quiet: quietHours,
    timeZone: 'Europe/Berlin',
  });
  clock.time = Date.UTC(2026, 5, 1, 11, 30);
  for (const worker of ['w1', 'w2']) notices.add(lost(worker));
  await notices.flush();
  expect(sent).toEqual([]);
  clock.time = Date.UTC(2026, 5, 1, 13);
  await process().desk.deliver();
  expect(sent).toEqual(['chat: A worker was lost (2 times)']);
});

test('a daily digest comes at its time', async () => {
  const { clock, sent, process } = world();
  const notices = process();
  await notices.desk.setRule('evening', { notifier: 'chat', daily: '18:00', person: 'ann' });
  for (const worker of ['w1', 'w2', 'w3']) notices.add(lost(worker));
  await notices.flush();
  expect((await notices.desk.outbox()).map(({ dueAt }) => dueAt)).toEqual(
    Array(3).fill(Date.UTC(2026, 5, 1, 18)),
  );
  clock.time = Date.UTC(2026, 5, 1, 18);
  await notices.desk.deliver();
  expect(sent).toEqual(['chat: A worker was lost (3 times)']);
});

test('rules that mean nothing are refused', async () => {
  const { desk } = world().process();
  await expect(desk.setRule('r', { notifier: 'pigeon' })).rejects.toThrow(/Valid notifiers: chat/);
  await expect(desk.setRule('r', { notifier: 'chat', daily: '25:00' })).rejects.toThrow('25:00');
  await expect(desk.setRule('r', { notifier: 'chat', timeZone: 'Mars' })).rejects.toThrow('Mars');
  await expect(desk.removeRule('r')).rejects.toThrow('no notice rule r');
});

test('an account whose notices are off keeps nothing, and what waits is not marked as sent', async () => {
  const { clock, sent, process, turn } = world();
  const notices = process();
  await notices.desk.setRule('evening', { notifier: 'chat', daily: '18:00' });
  notices.add(lost('w1'));
  await notices.flush();
  await turn(false);
  notices.add(lost('w2'));
  await notices.flush();
  expect(await notices.desk.outbox()).toHaveLength(1);
  clock.time = Date.UTC(2026, 5, 1, 18);
  await notices.desk.deliver();
  expect(await notices.desk.outbox()).toMatchObject([
    { state: 'failed', fault: { message: expect.stringContaining('notices of ann are off') } },
  ]);
  expect(sent).toEqual([]);
  expect(await notices.desk.notifiers()).toEqual([{ name: 'chat', failures: 0, gathering: {} }]);
  await turn(true);
  await notices.desk.retry((await notices.desk.outbox())[0]?.id ?? '');
  expect(sent).toEqual(['chat: A worker was lost']);
});
