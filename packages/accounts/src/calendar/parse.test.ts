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

test('attack 46: a page instead of a calendar, and a calendar that is too large, are errors that say so', async () => {
  await expect(parseCalendar('<html>Log in</html>', window)).rejects.toMatchObject({
    code: 'malformed',
  });
  await expect(parseCalendar('x'.repeat(5 * 1024 * 1024 + 1), window)).rejects.toThrow(
    'larger than 5 MB',
  );
});

test('attack 46: a calendar that is made to take for ever is given up, and one of many events is read', async () => {
  const year = { ...window, from: 1.79e12, to: 1.793e12 };
  const endless = lines('DTSTART:19700101T000000Z', 'DURATION:PT1S', 'RRULE:FREQ=SECONDLY');
  const still = lines('DTSTART:20270401T120000Z', 'RRULE:FREQ=DAILY;INTERVAL=0');
  for (const text of [endless, still])
    await parseCalendar(text, year).then(
      (found) => expect(found.length).toBeLessThanOrEqual(5000),
      (error) => expect(error).toMatchObject({ code: 'malformed' }),
    );
  const event = (n: number) =>
    `BEGIN:VEVENT\r\nUID:${n}\r\nDTSTART:20270401T120000Z\r\nDURATION:PT1H\r\nSUMMARY:x\r\nEND:VEVENT\r\n`;
  const many = `BEGIN:VCALENDAR\r\n${Array.from({ length: 100_000 }, (_, n) => event(n)).join('')}END:VCALENDAR\r\n`;
  await expect(parseCalendar(many, window)).rejects.toMatchObject({ code: 'malformed' });
  // A rule in a zone of its own that ends before it begins (an endless loop in the reader).
  const zoned = [
    'BEGIN:VCALENDAR',
    'BEGIN:VTIMEZONE',
    'TZID:Odd',
    'BEGIN:STANDARD',
    'DTSTART:16010101T000000',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0100',
    'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=13',
    'END:STANDARD',
    'END:VTIMEZONE',
    'BEGIN:VEVENT',
    'UID:1',
    'DTSTART;TZID=Odd:20270401T120000',
    'DURATION:PT1H',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ].join('\r\n');
  await parseCalendar(zoned, window).then(
    (found) => expect(found.length).toBeLessThanOrEqual(1),
    (error) => expect(error).toMatchObject({ code: 'malformed' }),
  );
});
