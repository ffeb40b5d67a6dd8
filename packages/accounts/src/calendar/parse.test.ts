import { expect, test } from 'vitest';
import { parseCalendar } from './parse.ts';

const window = { timeZone: 'UTC', from: 0, to: 8.64e14 };
const lines = (...own: readonly string[]) =>
  [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    'UID:1',
    'SUMMARY:Gig',
    ...own,
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');

test('a calendar is read in a thread of its own', async () => {
  expect(await parseCalendar(lines('DTSTART:20270401T120000Z', 'DURATION:PT1H'), window)).toEqual([
    {
      start: Date.parse('2027-04-01T12:00:00Z'),
      end: Date.parse('2027-04-01T13:00:00Z'),
      summary: 'Gig',
      categories: [],
      allDay: false,
    },
  ]);
});

test('a page instead of a calendar, and a calendar that is too large, are errors that say so', async () => {
  await expect(parseCalendar('<html>Log in</html>', window)).rejects.toMatchObject({
    code: 'malformed',
  });
  await expect(parseCalendar('x'.repeat(5 * 1024 * 1024 + 1), window)).rejects.toThrow(
    'larger than 5 MB',
  );
});
