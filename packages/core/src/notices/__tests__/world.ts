import { EarmarkError } from '@earmark/spec';
import { quiet } from '../../__tests__/house.ts';
import type { Envelope } from '../../events/bus.ts';
import { createMemoryRecords } from '../../memory/records.ts';
import type { Records } from '../../ports.ts';
import type { Clock, Notice, Notifier } from '../../spec.ts';
import { createNotices } from '../notices.ts';
import { noticesTurned } from '../off.ts';

export const minute = 60_000;
export const hour = 60 * minute;
export const start = Date.UTC(2026, 5, 1, 12);

/** A process of the installation: several share what is kept, and one clock. */
export function world(names: readonly string[] = ['chat']) {
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

export const lost = (worker: string) =>
  ({ id: 1, at: start, account: 'ann', event: 'worker-lost', worker, job: 'j' }) as Envelope;
export const paused = {
  ...{ id: 1, at: start, account: 'ann', event: 'source-paused' },
  ...{ source: 'discogs', reason: 'quota', until: start + hour },
} as Envelope;
export const refuse = (code: 'network' | 'auth' | 'not-found' | 'quota', retryAfterMs?: number) => {
  const more = retryAfterMs === undefined ? {} : { retryAfterMs };
  return async () => {
    throw new EarmarkError(code, 'refused', more);
  };
};
/** Until nothing that was begun goes on. */
export const settled = () => new Promise((resolve) => setImmediate(resolve));
