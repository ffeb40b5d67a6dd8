import { expect, test } from 'vitest';
import { occurrencesIn } from './occurrences.ts';

const window = {
  timeZone: 'Europe/Berlin',
  from: Date.parse('2027-03-20T00:00:00Z'),
  to: Date.parse('2027-04-20T00:00:00Z'),
};
const calendar = (...events: readonly (readonly string[])[]) =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    ...events.flatMap((lines, index) => [
      'BEGIN:VEVENT',
      `UID:${index}`,
      'SUMMARY:Concert',
      ...lines,
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
    '',
  ].join('\r\n');
const starts = (...events: readonly (readonly string[])[]) =>
  occurrencesIn(calendar(...events), window).map(({ start }) =>
    new Date(start).toISOString().slice(0, 16),
  );

test('a weekly event keeps its wall clock over the change of time, without any VTIMEZONE', () => {
  expect(
    starts([
      'DTSTART;TZID=Europe/Berlin:20270321T180000',
      'DURATION:PT2H',
      'RRULE:FREQ=WEEKLY;COUNT=3',
    ]),
  ).toEqual(['2027-03-21T17:00', '2027-03-28T16:00', '2027-04-04T16:00']);
});

test('a whole day and a time without a zone are the account’s own', () => {
  expect(starts(['DTSTART;VALUE=DATE:20270401', 'DTEND;VALUE=DATE:20270402'])).toEqual([
    '2027-03-31T22:00',
  ]);
  expect(starts(['DTSTART:20270401T120000', 'DURATION:PT1H'])).toEqual(['2027-04-01T10:00']);
});

test('exceptions are left out, a moved one is where it was moved to', () => {
  const uid = [
    'DTSTART:20270401T120000Z',
    'DURATION:PT1H',
    'RRULE:FREQ=DAILY;COUNT=3',
    'EXDATE:20270402T120000Z',
  ];
  expect(starts(uid)).toEqual(['2027-04-01T12:00', '2027-04-03T12:00']);
  const text = calendar(uid).replace(
    'END:VCALENDAR',
    'BEGIN:VEVENT\r\nUID:0\r\nSUMMARY:Moved\r\nRECURRENCE-ID:20270403T120000Z\r\nDTSTART:20270403T180000Z\r\nDURATION:PT1H\r\nEND:VEVENT\r\nEND:VCALENDAR',
  );
  expect(occurrencesIn(text, window).map(({ summary }) => summary)).toEqual(['Concert', 'Moved']);
});

test('a time that the spring leaves out is as far after the gap', () => {
  expect(starts(['DTSTART;TZID=Europe/Berlin:20270328T023000', 'DURATION:PT1H'])).toEqual([
    '2027-03-28T01:30',
  ]);
});

test('what is cancelled or leaves the time free blocks nothing', () => {
  expect(
    starts(
      ['DTSTART:20270401T120000Z', 'STATUS:CANCELLED'],
      ['DTSTART:20270401T120000Z', 'TRANSP:TRANSPARENT'],
    ),
  ).toEqual([]);
});

test('what is no calendar, names an unknown zone or repeats without end is an error, not an empty calendar', () => {
  expect(() => occurrencesIn('<!doctype html><p>Log in', window)).toThrow();
  expect(() => starts(['DTSTART;TZID=Middle Earth:20270401T120000', 'DURATION:PT1H'])).toThrow(
    '"Middle Earth" is not known',
  );
  expect(() => starts(['DTSTART:19700101T000000Z', 'RRULE:FREQ=SECONDLY'])).toThrow(
    'repeats too often',
  );
});
