import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHouse, type House, jsonLines } from './house.ts';

const hourMs = 3_600_000;
const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
const event = (uid: string, from: number, summary: string) =>
  `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:${summary}\r\nDTSTART:${stamp(from)}\r\nDURATION:PT2H\r\nEND:VEVENT\r\n`;

let house: House;
beforeAll(async () => {
  house = await createHouse(0);
  const now = Date.now();
  const events = [
    event('1', now - hourMs, 'Film night'),
    event('2', now + 5 * 24 * hourMs, 'Party'),
  ];
  await writeFile(
    join(house.folder, 'family.ics'),
    `BEGIN:VCALENDAR\r\n${events.join('')}END:VCALENDAR\r\n`,
  );
  await writeFile(join(house.folder, 'page.ics'), '<html>Log in</html>');
});
afterAll(() => house[Symbol.asyncDispose]());
const calendar = (...args: string[]) => house.earmark(['calendar', ...args]);

test('a calendar is added from a file, shows what comes, and is removed again', async () => {
  const added = await calendar('add', 'Family', 'family.ics');
  expect(added.stdout).toBe('Family: 2 events in the next five weeks.\n');
  expect(added.stderr).toContain(`earmark users config default 'calendars=["Family"]'`);
  expect((await calendar('list')).stdout).toContain('Family');

  const summaries = async (...args: string[]) =>
    jsonLines(await calendar(...args, '--json')).map(({ summary }) => summary);
  expect(await summaries('today')).toEqual(['Film night']);
  expect(await summaries('events')).toEqual(['Film night', 'Party']);

  expect((await calendar('remove', 'Family')).stdout).toBe('Family is removed.\n');
  expect((await calendar('today')).stdout).toBe('No events within 1 day.\n');
});

test('only the events with a word count', async () => {
  await calendar('add', 'Nights', 'family.ics', '--word', 'night', '--lead', '30');
  const [only, ...others] = jsonLines(await calendar('events', '--json'));
  expect([only?.summary, others]).toEqual(['Film night', []]);
  await calendar('remove', 'Nights');
});

test.each([
  [['add', 'Family', 'page.ics'], /calendar/],
  [['add', 'Family', 'nowhere.ics'], /cannot be read/],
  [['add', 'Family', 'family.ics', '--zone', 'Mars/Olympus'], /time zone such as Europe\/Berlin/],
  [['remove', 'Nobody'], /no such calendar/],
  [['events', '--days', 'many'], /--days/],
])('earmark calendar %j is refused with a reason', async (args, reason) => {
  const { code, stderr } = await calendar(...args);
  expect(stderr).toMatch(reason);
  expect(code).not.toBe(0);
});
