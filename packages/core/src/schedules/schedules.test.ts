import { expect, test } from 'vitest';
import { createMemoryRecords } from '../memory/records.ts';
import type { Clock } from '../spec.ts';
import { nextByCron, nextSlot } from './next-slot.ts';
import { quietTimes } from './quiet-times.ts';
import { type Schedule, type Slot, spreadOf } from './schedule.ts';
import { startSchedules } from './start-schedules.ts';
import { takeSlot } from './take-slot.ts';

const day = 24 * 3_600_000;
const hour = 3_600_000;
const at = (text: string) => Date.parse(text);
const clockAt = (now: number): Clock & { time: number } => ({
  time: now,
  now() {
    return this.time;
  },
  monotonic() {
    return this.time;
  },
  sleep: async () => undefined,
});

test.each([
  ['30 2 * * *', '2027-03-27T12:00:00Z', '2027-03-28T01:00:00Z'], // 02:30 is skipped: at 03:00 CEST
  ['30 2,14 * * *', '2027-03-27T13:00:00Z', '2027-03-27T13:30:00Z'],
  ['30 2,14 * * *', '2027-03-27T20:00:00Z', '2027-03-28T01:00:00Z'],
  ['30 2 * * *', '2027-10-30T12:00:00Z', '2027-10-31T00:30:00Z'], // the first of two
  ['30 2 * * *', '2027-10-31T00:30:00Z', '2027-11-01T01:30:00Z'],
])('%s in Berlin after %s is at %s', async (cron, after, expected) => {
  const next = await nextByCron(cron, 'Europe/Berlin', at(after));
  expect(new Date(next).toISOString()).toBe(new Date(expected).toISOString());
});

test.each([
  ['61 * * * *', 'UTC', /not understood/],
  ['* * *', 'UTC', /not understood/],
  ['0 0 * * *', 'Europe/Atlantis', /not understood/],
  ['0 0 30 2 *', 'UTC', /never comes/],
])('%s in %s is refused', async (cron, zone, message) => {
  await expect(nextByCron(cron, zone, 0)).rejects.toThrow(message);
});

test('an interval does not drift, and skips what was missed', async () => {
  const rule = { everyMs: hour };
  expect(await nextSlot(rule, 100)).toBe(100 + hour);
  expect(await nextSlot(rule, 100 + hour + 5, 100 + hour)).toBe(100 + 2 * hour);
  expect(await nextSlot(rule, 100 + 9.5 * hour, 100 + hour)).toBe(100 + 10 * hour);
  await expect(nextSlot({ everyMs: 0 }, 0)).rejects.toThrow(/at least/);
});

test('quiet hours end at their end, across midnight and on the day the clocks change', () => {
  const quiet = quietTimes([{ from: '22:00', to: '07:00' }], 'Europe/Berlin');
  expect(quiet(at('2027-01-10T12:00:00Z'))).toBeUndefined();
  expect(quiet(at('2027-01-10T21:00:00Z'))).toBe(at('2027-01-11T06:00:00Z'));
  expect(quiet(at('2027-03-27T22:00:30Z'))).toBe(at('2027-03-28T05:00:00Z'));
  expect(quiet(at('2027-01-11T06:00:00Z'))).toBeUndefined();
  expect(() => quietTimes([{ from: '25:00', to: '1:00' }], 'UTC')).toThrow(/time of day/);
  expect(() => quietTimes([], 'Nowhere')).toThrow(/time zone/);
});

test.each([
  ['Europe/Berlin', '2027-03-27'],
  ['Europe/Berlin', '2027-10-30'],
  ['America/New_York', '2027-11-06'],
  ['Australia/Lord_Howe', '2027-04-03'],
])('in %s on %s quiet hours end in the first minute that is not quiet', (zone, night) => {
  const times = [
    { from: '20:00', to: '22:00' },
    { from: '21:30', to: '02:30' },
  ];
  const quiet = quietTimes(times, zone);
  const start = at(`${night}T00:00:00Z`);
  const ends = Array.from({ length: 2 * 1440 }, (_, minute) => quiet(start + minute * 60_000));
  const first = (from: number) => ends.findIndex((end, at) => at >= from && end === undefined);
  for (let minute = 0; minute < 1440; minute += 1)
    expect(ends[minute]).toBe(
      first(minute) === minute ? undefined : start + first(minute) * 60_000,
    );
});

/** Looks as if on another machine with the same records. */
function machines(schedule: Schedule, start = at('2027-01-01T00:00:00Z')) {
  const records = createMemoryRecords(clockAt(start));
  const slots: Slot[] = [];
  const look = (now: number, begin = async (slot: Slot) => void slots.push(slot)) =>
    takeSlot(records, schedule, now, begin);
  return { slots, look, start };
}

test('of many machines one starts a slot, and a slot that all missed comes once, late', async () => {
  const { slots, look, start } = machines({ key: 'scan', rule: { everyMs: day } });
  expect(await look(start)).toBe(start + day);
  await look(start + day - 1);
  expect(slots).toEqual([]);
  await Promise.all([1, 2, 3].map(() => look(start + day)));
  expect(slots).toEqual([{ at: start + day, late: false }]);
  expect(await look(start + 5.5 * day)).toBe(start + 6 * day);
  await look(start + 5.5 * day);
  expect(slots.slice(1)).toEqual([{ at: start + 2 * day, late: true }]);
});

test('a slot whose machine died while it started is started by another one', async () => {
  const { slots, look, start } = machines({ key: 'scan', rule: { everyMs: day } });
  await look(start);
  const dying = look(start + day, async () => {
    throw new Error('killed');
  });
  await expect(dying).rejects.toThrow('killed');
  expect(await look(start + day + 1000)).toBe(start + day + 60_000);
  expect(slots).toEqual([]);
  await look(start + day + 60_000);
  expect(slots).toEqual([{ at: start + day, late: false }]);
  expect(await look(start + day + 61_000)).toBe(start + 2 * day);
});

test('nothing starts in quiet hours; what was due then starts once they are over', async () => {
  const rule = { cron: '0 23,1,3 * * *', zone: 'UTC' };
  const quietUntil = quietTimes([{ from: '22:00', to: '07:00' }], 'UTC');
  const { slots, look, start } = machines({ key: 'scan', rule, quietUntil });
  await look(start + 12 * hour);
  expect(await look(start + 23 * hour)).toBe(start + 31 * hour);
  expect(slots).toEqual([]);
  expect(await look(start + 31 * hour)).toBe(start + 47 * hour);
  expect(slots).toEqual([{ at: start + 23 * hour, late: true }]);
});

test('a changed rule holds from now on; accounts are spread over a minute', async () => {
  const records = createMemoryRecords(clockAt(0));
  const start = async () => undefined;
  const spreadMs = spreadOf('ann');
  expect(spreadMs).toBeGreaterThan(0);
  expect(spreadMs).toBeLessThan(60_000);
  expect(spreadOf('ben')).not.toBe(spreadMs);
  const look = (everyMs: number, now: number) =>
    takeSlot(records, { key: 'a', rule: { everyMs }, spreadMs }, now, start);
  expect(await look(day, 0)).toBe(day + spreadMs);
  expect(await look(hour, 10)).toBe(10 + hour + spreadMs);
});

test('one schedule that fails keeps no other from its time', async () => {
  const clock = clockAt(0);
  const started: string[] = [];
  const failed: string[] = [];
  const schedules: Schedule[] = [
    { key: 'broken', rule: { cron: 'never', zone: 'UTC' } },
    { key: 'sound', rule: { everyMs: hour } },
  ];
  const running = startSchedules({
    records: createMemoryRecords(clock),
    schedules: async () => schedules,
    start: async ({ key }) => void started.push(key),
    onEvent: (event) => event.what === 'schedule-failed' && failed.push(event.key),
    clock: {
      ...clock,
      now: () => clock.time,
      async sleep(ms, signal) {
        await new Promise((resolve) => setImmediate(resolve));
        if (started.length === 3) void running.stop();
        if (!signal?.aborted) clock.time += ms;
      },
    },
  });
  await running.done;
  expect(started).toEqual(['sound', 'sound', 'sound']);
  expect(new Set(failed)).toEqual(new Set(['broken']));
});
