import { expect, test } from 'vitest';
import type { Records } from '../ports.ts';
import { hour, lost, refuse, start, world } from './__tests__/world.ts';
import { dueNotices, indexChanges, indexNotices } from './due.ts';
import { forgetNotices } from './forget.ts';
import type { OutgoingNotice } from './outgoing.ts';

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
