import { EarmarkError } from '@earmark/spec';
import { describe, expect, test } from 'vitest';
import { house, quiet } from '../__tests__/house.ts';
import type { Envelope } from '../events/bus.ts';
import type { Notice, Notifier } from '../spec.ts';
import { noticesFor } from './rules.ts';

function postbox(deliver: (notice: Notice) => Promise<void> = async () => {}) {
  const notices: Notice[] = [];
  const notifier: Notifier = {
    spec: 1,
    kind: 'notifier',
    name: 'postbox',
    async notify(notice) {
      notices.push(notice);
      await deliver(notice);
    },
  };
  return { notices, notifier };
}
const told = (event: string, more: object) =>
  noticesFor({ id: 1, at: 1000, account: 'a', run: 'r', event, ...more } as unknown as Envelope);

test('people are told that a run ended, what waits for them and what failed, each once', async () => {
  const { notices, notifier } = postbox();
  const { earmark, tag } = await house({ notifiers: [notifier] });
  const { run } = await earmark.run(tag()).done;
  await earmark.close();
  expect(notices.map(({ kind }) => kind)).toEqual(['run-ended', 'needs-review']);
  expect(notices[0]).toMatchObject({ account: 'default', key: `run-ended/${run}`, level: 'info' });
  expect(notices[1]).toMatchObject({ count: 1 });
});

test('a dry run, and a run that changed nothing, are no news', async () => {
  const { notices, notifier } = postbox();
  const { earmark, tag } = await house({ notifiers: [notifier] });
  await earmark.run(tag(true)).done;
  await earmark.close();
  expect(notices).toEqual([]);
});

test('a flood becomes one digest', async () => {
  const { notices, notifier } = postbox();
  const { earmark } = await house({ notifiers: [notifier] });
  for (let at = 0; at < 40; at += 1)
    earmark.emit('worker-lost', { worker: `w${at}`, job: `j${at}` });
  await earmark.close();
  expect(notices).toHaveLength(2);
  expect(notices[1]).toMatchObject({
    title: 'A worker was lost (39 times)',
    text: expect.stringContaining('and 34 more'),
    level: 'warning',
  });
});

test('an account is told of itself alone', async () => {
  const ann = postbox();
  const ben = postbox();
  const { earmark } = await house({ notifiers: [ann.notifier] });
  const other = earmark.for('ben', { notifiers: [ben.notifier] });
  other.emit('worker-lost', { worker: 'w', job: 'j' });
  await earmark.close();
  expect([ann.notices.length, ben.notices.length]).toEqual([0, 1]);
});

test('a notifier that fails is logged, and stops nothing', async () => {
  const warnings: unknown[] = [];
  const { notifier } = postbox(async () => {
    throw new EarmarkError('network', 'no answer');
  });
  const log = { ...quiet, warn: (message: string) => void warnings.push(message) };
  const { earmark, tag } = await house({ notifiers: [notifier], log });
  expect((await earmark.run(tag()).done).outcome).toBe('completed');
  await earmark.close();
  expect(warnings[0]).toMatch(/notifier postbox did not deliver/);
});

describe('the rules', () => {
  test('a run that failed is told of, whatever it did', () => {
    expect(told('run-ended', { outcome: 'failed', counts: {} })).toMatchObject([
      { kind: 'run-ended', level: 'failure' },
    ]);
  });

  test('files that failed are one notice', () => {
    const counts = { failed: 3, unreadable: 2 };
    expect(told('run-ended', { outcome: 'completed', counts })).toMatchObject([
      { kind: 'failures', count: 5 },
    ]);
  });

  test('a pause is worth telling when it is long', () => {
    const pause = { source: 'discogs', reason: 'quota' };
    expect(told('source-paused', { ...pause, until: 1000 + 60_000 })).toEqual([]);
    expect(told('source-paused', { ...pause, until: 1000 + 3_600_000 })).toMatchObject([
      { kind: 'budget-parked', key: 'budget-parked/discogs' },
    ]);
  });

  test('a full disk is told of, another failure is not', () => {
    const fault = (message: string) => ({ target: 't', fault: { code: 'io', message } });
    expect(told('change-failed', fault('ENOSPC: no space left on device'))).toMatchObject([
      { kind: 'disk-full', level: 'failure' },
    ]);
    expect(told('change-failed', fault('EACCES: permission denied'))).toEqual([]);
  });
});
