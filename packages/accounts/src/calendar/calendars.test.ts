import { EarmarkError } from '@earmark/core';
import { expect, test } from 'vitest';
import { createHouse, nobody } from '../__tests__/house.ts';
import { defaultSettings } from '../accounts/settings.ts';
import { createCalendars } from './calendars.ts';
import { occurrencesIn } from './occurrences.ts';

const hour = 3_600_000;
const source = {
  place: 'family.ics',
  timeZone: 'UTC',
  words: [],
  leadMinutes: 30,
  trailMinutes: 0,
};
const gig =
  'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Kids concert\r\nDTSTART:20260101T020000Z\r\nDTEND:20260101T040000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n';

function createCalendarHouse() {
  const house = createHouse();
  const answer = { text: gig, isDown: false };
  const calendars = createCalendars({
    records: house.records,
    trail: house.access.trail,
    clock: house.clock,
    log: { debug() {}, info() {}, warn() {}, error() {} },
    parse: async (text, window) => occurrencesIn(text, window),
    async fetch() {
      if (answer.isDown) throw new EarmarkError('network', 'family.example does not answer.');
      return answer.text;
    },
  });
  const account = {
    name: 'a',
    settings: { ...defaultSettings, calendars: ['Family'] },
    revision: 1,
  };
  return {
    ...house,
    calendars,
    answer,
    block: () => calendars.blocker(account, house.clock.now()),
  };
}

test('heavy work waits from before an event to its end', async () => {
  const { calendars, clock, block } = createCalendarHouse();
  await calendars.set('Family', source, nobody);
  await clock.advance(hour);
  expect(await block()).toBeUndefined();
  await clock.advance(hour / 2);
  expect(await block()).toEqual({
    because: 'until the end of "Kids concert" (Family)',
    until: Date.parse('2026-01-01T04:00:00Z'),
  });
  await clock.advance(2.5 * hour);
  expect(await block()).toBeUndefined();
});

test('words choose the events that are meant', async () => {
  const { calendars, clock, block } = createCalendarHouse();
  await calendars.set('Family', { ...source, words: ['recital', 'CONCERT'] }, nobody);
  await clock.advance(3 * hour);
  expect(await block()).toBeDefined();
  await calendars.set('Family', { ...source, words: ['recital'] }, nobody);
  expect(await block()).toBeUndefined();
});

test('attack 46: a calendar that cannot be read any more keeps its last copy and says why', async () => {
  const { calendars, clock, answer, block } = createCalendarHouse();
  await calendars.set('Family', source, nobody);
  answer.text = '<html>Log in';
  await clock.advance(2 * hour);
  await calendars.refresh();
  expect(await block()).toBeDefined();
  expect((await calendars.list())[0]).toMatchObject({
    name: 'Family',
    events: 1,
    readAt: Date.parse('2026-01-01T00:00:00Z'),
  });
  expect((await calendars.list())[0]?.fault).toBeDefined();
  answer.isDown = true;
  await clock.advance(hour);
  await calendars.refresh();
  expect((await calendars.list())[0]?.fault).toBe('family.example does not answer.');
});

test('one that cannot be read is not taken, and an address is never told again', async () => {
  const { calendars, answer } = createCalendarHouse();
  await calendars.set('Family', { ...source, place: 'https://family.example/secret.ics' }, nobody);
  expect(JSON.stringify(await calendars.list())).not.toContain('secret');
  answer.text = 'no calendar';
  await expect(calendars.set('Work', source, nobody)).rejects.toThrow();
  expect(await calendars.list()).toHaveLength(1);
});
