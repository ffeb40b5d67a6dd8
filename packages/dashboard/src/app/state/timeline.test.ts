import { expect, test } from 'vitest';
import { timeline } from './timeline.ts';

const none = { events: [], quietHours: [], hours: [] };
// 23:30 on a Saturday in Berlin; a Saturday evening in UTC, too.
const now = Date.UTC(2026, 9, 24, 21, 30);
const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 9, day, hour, minute);
const days = (more: Partial<Parameters<typeof timeline>[0]>) =>
  timeline({ now, days: 3, timeZone: 'Europe/Berlin', ...none, ...more });

test('days are those of the account, over a change of clocks too', () => {
  const [first, second, third] = days({ nextRunAt: at(25, 1, 30) });
  expect([first?.date, second?.date, third?.date]).toEqual([
    '2026-10-24',
    '2026-10-25',
    '2026-10-26',
  ]);
  expect(first?.now).toBe(23 * 60 + 30);
  // 01:30 UTC is after the clocks went back: 02:30 there.
  expect(second?.run).toBe(2 * 60 + 30);
  expect(first?.run).toBeUndefined();
});

test('an event over midnight lies on both days', () => {
  const [first, second, third] = days({
    events: [{ summary: 'Concert', start: at(24, 20), end: at(25, 0) }],
  });
  expect(first?.spans).toEqual([{ kind: 'event', from: 22 * 60, to: 1440, label: 'Concert' }]);
  expect(second?.spans).toEqual([{ kind: 'event', from: 0, to: 120, label: 'Concert' }]);
  expect(third?.spans).toEqual([]);
});

test('quiet hours over midnight begin and end each day', () => {
  const [first] = days({ quietHours: [{ from: '22:00', to: '07:00' }] });
  expect(first?.spans.map(({ from, to }) => [from, to])).toEqual([
    [0, 420],
    [1320, 1440],
  ]);
});

test('where hours are named, the others are closed', () => {
  const [saturday, sunday] = days({ hours: [{ day: 6, hours: [0, 1, 22, 23] }] });
  expect(saturday?.spans.map(({ from, to }) => [from, to])).toEqual([[120, 1320]]);
  expect(sunday?.spans.map(({ from, to }) => [from, to])).toEqual([[0, 1440]]);
});
