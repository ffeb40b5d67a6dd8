import { expect, test } from 'vitest';
import type { Envelope } from '../events/bus.ts';
import type { Notifier } from '../spec.ts';
import { hour, lost, minute, paused, refuse, settled, start, world } from './__tests__/world.ts';
import { dueNotices } from './due.ts';

test('what could not be sent is tried again by the next process, at its time and not before', async () => {
  const { clock, records, sent, process, answers } = world();
  answers(refuse('network'));
  const first = process();
  first.add(lost('w1'));
  await first.flush();
  expect(await first.desk.outbox()).toMatchObject([
    { state: 'waiting', attempts: 1, dueAt: start + 5000, fault: { code: 'network' } },
  ]);
  answers(async () => {});
  const next = process();
  await next.desk.deliver();
  expect(sent).toEqual([]);
  clock.time += 5000;
  expect([...(await dueNotices(records, clock.time)).keys()]).toEqual(['ann']);
  await next.desk.deliver();
  await next.desk.deliver();
  expect(sent).toEqual(['chat: A worker was lost']);
  expect(await next.desk.outbox()).toEqual([]);
  expect(await next.desk.notifiers()).toMatchObject([{ failures: 0, sentAt: clock.time }]);
});

test('what a service asks for is waited for, and nine failures are the end of it', async () => {
  const { clock, process, answers } = world();
  answers(refuse('quota', hour));
  const notices = process();
  notices.add(lost('w1'));
  await notices.flush();
  expect((await notices.desk.outbox())[0]?.dueAt).toBe(start + hour);
  for (let attempt = 2; attempt <= 10; attempt++) {
    clock.time = (await notices.desk.outbox())[0]?.dueAt ?? 0;
    await notices.desk.deliver();
  }
  expect(await notices.desk.outbox()).toMatchObject([{ state: 'failed', attempts: 10 }]);
});

test('a refused password is not tried again by itself, but by a person', async () => {
  const { sent, process, answers } = world();
  answers(refuse('auth'));
  const notices = process();
  notices.add(lost('w1'));
  await notices.flush();
  const [failed] = await notices.desk.outbox();
  expect(failed).toMatchObject({ state: 'failed', fault: { code: 'auth' } });
  answers(async () => {});
  await notices.desk.retry(failed?.id ?? '');
  expect(sent).toEqual(['chat: A worker was lost']);
});

test('what was being sent when the process was killed is not sent again: people see that it may have arrived', async () => {
  const { clock, sent, process, answers } = world();
  let begun = 0;
  answers(() => {
    begun++;
    return new Promise(() => {});
  });
  const killed = process();
  killed.add(lost('w1'));
  while (begun === 0) await settled();
  answers(async () => {});
  const next = process();
  await next.desk.deliver();
  clock.time += 20 * minute;
  await next.desk.deliver();
  expect([begun, sent]).toEqual([1, []]);
  expect(await next.desk.outbox()).toMatchObject([{ state: 'unknown' }]);
  await next.desk.discard((await next.desk.outbox())[0]?.id ?? '');
  expect(await next.desk.outbox()).toEqual([]);
});

test('two processes that look at the same time send it once', async () => {
  const { clock, sent, process, answers } = world();
  answers(refuse('network'));
  const one = process();
  one.add(lost('w1'));
  await one.flush();
  answers(async () => {});
  clock.time += 5000;
  await Promise.all([one.desk.deliver(), process().desk.deliver()]);
  expect(sent).toEqual(['chat: A worker was lost']);
});

test('a notifier whose address is gone is off until it was tried with success, and the others tell of it', async () => {
  const { sent, notifiers, process, answers } = world(['chat', 'mail']);
  answers(async (name) => (name === 'chat' ? refuse('not-found')() : undefined));
  const notices = process();
  notices.add(lost('w1'));
  await notices.flush();
  expect(sent).toEqual(['mail: A worker was lost', 'mail: The notifier chat is off']);
  notices.add({ ...lost('w2'), event: 'worker-lost' } as Envelope);
  await notices.flush();
  const [chat] = await notices.desk.notifiers();
  expect(chat).toMatchObject({ name: 'chat', disabled: true, failures: 1 });
  expect((await notices.desk.outbox()).filter(({ state }) => state !== 'failed')).toEqual([]);
  answers(async () => {});
  await notices.tryOut(notifiers[0] as Notifier);
  expect((await notices.desk.notifiers())[0]).not.toHaveProperty('disabled');
});

test('nothing more is sent to an address that is gone, not even what waited already', async () => {
  const { clock, messages, process, answers } = world();
  const notices = process();
  await notices.desk.setRule('evening', {
    notifier: 'chat',
    daily: '18:00',
    kinds: ['worker-lost'],
  });
  await notices.desk.setRule('now', { notifier: 'chat', kinds: ['budget-parked'] });
  answers(refuse('not-found'));
  notices.add(lost('w1'));
  notices.add(paused);
  await notices.flush();
  clock.time = Date.UTC(2026, 5, 1, 18);
  await notices.desk.deliver();
  expect(messages).toHaveLength(1);
  const faults = (await notices.desk.outbox()).map(({ state, fault }) => [state, fault?.message]);
  expect(faults.toSorted()).toEqual([
    ['failed', expect.stringContaining('chat is off, as its address is gone')],
    ['failed', 'refused'],
  ]);
});

test('a notice whose notifier was removed ends as a failure that says so, and goes once there is one again', async () => {
  const { clock, sent, notifiers, process, answers } = world(['chat', 'mail']);
  answers(async (name) => (name === 'chat' ? refuse('network')() : undefined));
  const notices = process();
  notices.add(lost('w1'));
  await notices.flush();
  const [chat] = notifiers.splice(0, 1);
  clock.time += hour;
  await notices.desk.deliver();
  const [ended] = await notices.desk.outbox();
  expect(ended).toMatchObject({
    state: 'failed',
    fault: { code: 'config', message: expect.stringContaining('no notifier chat any more') },
  });
  notifiers.push(...(chat ? [chat] : []));
  answers(async () => {});
  await notices.desk.retry(ended?.id ?? '');
  expect(sent).toEqual(['mail: A worker was lost', 'chat: A worker was lost']);
});

test('while it is being sent a person can neither send it a second time nor discard it', async () => {
  const { process, answers } = world();
  answers(() => new Promise(() => {}));
  const notices = process();
  notices.add(lost('w1'));
  await settled();
  const [{ id = '', state } = {}] = await notices.desk.outbox();
  expect(state).toBe('sending');
  await expect(notices.desk.retry(id)).rejects.toThrow('being sent');
  await expect(notices.desk.discard(id)).rejects.toThrow('being sent');
});

test('two processes that learn of something at once tell the first, and gather the second', async () => {
  const { sent, process } = world();
  const [one, other] = [process(), process()];
  one.add(lost('w1'));
  other.add(lost('w2'));
  await settled();
  expect(sent).toHaveLength(1);
  expect(await one.desk.outbox()).toMatchObject([{ state: 'waiting', gathers: true }]);
});
