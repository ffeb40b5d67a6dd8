import { EarmarkError } from '@earmark/spec';
import { expect, test } from 'vitest';
import { quiet } from '../__tests__/house.ts';
import type { Envelope } from '../events/bus.ts';
import { createMemoryRecords } from '../memory/records.ts';
import type { Records } from '../ports.ts';
import type { Clock, Notice, Notifier } from '../spec.ts';
import { dueNotices, indexChanges, indexNotices } from './due.ts';
import { forgetNotices } from './forget.ts';
import { createNotices } from './notices.ts';
import { noticesTurned } from './off.ts';
import type { OutgoingNotice } from './outgoing.ts';

const minute = 60_000;
const hour = 60 * minute;
const start = Date.UTC(2026, 5, 1, 12);

/** A process of the installation: several share what is kept, and one clock. */
function world(names: readonly string[] = ['chat']) {
  const clock: Clock & { time: number } = {
    time: start,
    now: () => clock.time,
    monotonic: () => clock.time,
    sleep: async () => {},
  };
  const records = createMemoryRecords(clock);
  const sent: string[] = [];
  /** Each attempt. */
  const messages: Notice[] = [];
  let answer: (notifier: string, notice: Notice) => Promise<void> = async () => {};
  const notifiers: Notifier[] = names.map(
    (name): Notifier => ({ spec: 1, kind: 'notifier', name, notify: async () => {} }),
  );
  const process = (kept: Records = records) =>
    createNotices({
      account: 'ann',
      records: async () => kept,
      clock,
      quietMs: 15 * minute,
      log: quiet,
      notifiers: () => notifiers,
      async send({ name }, notice) {
        messages.push(notice);
        await answer(name, notice);
        sent.push(`${name}: ${notice.title}`);
      },
    });
  const answers = (next: typeof answer) => {
    answer = next;
  };
  const turn = (on: boolean) => records.commit([noticesTurned('ann', on)]);
  return { clock, records, sent, messages, notifiers, process, answers, turn };
}

const lost = (worker: string) =>
  ({ id: 1, at: start, account: 'ann', event: 'worker-lost', worker, job: 'j' }) as Envelope;
const refuse = (code: 'network' | 'auth' | 'not-found' | 'quota', retryAfterMs?: number) => {
  const more = retryAfterMs === undefined ? {} : { retryAfterMs };
  return async () => {
    throw new EarmarkError(code, 'refused', more);
  };
};
/** Until nothing that was begun goes on. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

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

test('a look at a hundred accounts with a thousand waiting notices reads a page, and then what is due', async () => {
  const { clock, records } = world();
  let read = 0;
  const counting: Records = {
    ...records,
    async list(...given) {
      const found = await records.list(...given);
      read += found.length;
      return found;
    },
  };
  for (let at = 0; at < 1000; at++) {
    const row = {
      id: `${at}`,
      state: 'waiting',
      dueAt: start + hour + (at % 100),
    } as OutgoingNotice;
    await records.commit(indexChanges(`a${at % 100}`, undefined, row));
  }
  expect([...(await dueNotices(counting, clock.time))]).toEqual([]);
  expect(read).toBeLessThanOrEqual(20);
  read = 0;
  clock.time += hour;
  const due = await dueNotices(counting, clock.time);
  expect([...due].map(([account, ids]) => [account, ids.length])).toEqual([['a0', 10]]);
  expect(read).toBeLessThanOrEqual(20);
});

test('what an older release kept is taken up, and of an account that is no more nothing stays', async () => {
  const { clock, records, process, answers } = world();
  answers(refuse('network'));
  const notices = process();
  notices.add(lost('w1'));
  await notices.flush();
  for (const { key } of await records.list('notices-due'))
    await records.commit([{ collection: 'notices-due', key }]);
  clock.time += hour;
  expect([...(await dueNotices(records, clock.time))]).toEqual([]);
  await indexNotices(records);
  const [{ id = '' } = {}] = await notices.desk.outbox();
  expect([...(await dueNotices(records, clock.time))]).toEqual([['ann', [id]]]);
  await forgetNotices(records, 'ann');
  for (const collection of ['notices', 'notices-due', 'notifiers'])
    expect(await records.list(collection)).toEqual([]);
});
