import { isAbsolute, resolve } from 'node:path';
import { type CalendarEvent, type CalendarStatus, calendarDefaults } from '@earmark/accounts';
import { systemClock } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { printable } from '../output/printable.ts';
import { dim } from '../output/style.ts';
import { type Column, table } from '../output/table.ts';
import { accountsOf } from '../server/accounts.ts';
import { calendarsOf } from '../server/calendars.ts';
import { byCommand } from '../server/people.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

interface CalendarFlags {
  readonly zone?: string;
  readonly word?: string[];
  readonly lead: string;
  readonly trail: string;
}

const dayMs = 24 * 3600 * 1000;

export const defineCalendar: DefineCommand = (calendar, session) => {
  calendar.addHelpText(
    'after',
    `
Heavy work pauses during the events of an account's calendars.
Examples:
  earmark calendar add Family https://calendar.example/family.ics --word "film night"
  earmark users config ann 'calendars=["Family"]'
  earmark calendar today --account ann`,
  );
  calendar
    .command('today', { isDefault: true })
    .description('what keeps heavy work away within a day')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), (host) => show(host, 1));
    });
  calendar
    .command('events')
    .option('--days <n>', 'so far ahead, up to 35', '14')
    .description('the same for more days')
    .action(async ({ days }: { days: string }, command) => {
      const ahead = Math.min(wholeNumber('--days', days, 1), 35);
      await withHost(session.globals(command), (host) => show(host, ahead));
    });
  calendar
    .command('list')
    .description('list the calendars, and whether they could be read')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), list);
    });
  calendar
    .command('add')
    .argument('<name>')
    .argument('<place>', 'an iCal file, or an address (https:, webcal:)')
    .option('--zone <zone>', 'of times that name none (default: of this machine)')
    .option('--word <word...>', 'only events with this word in their title or category')
    .option('--lead <minutes>', 'pause so long before an event, too', '0')
    .option('--trail <minutes>', 'and so long after it', '0')
    .description('add a calendar, or replace the one of that name; it is read at once')
    .action(async (name: string, place: string, flags: CalendarFlags, command) => {
      await withHost(session.globals(command), (host) => add(host, name, place, flags));
    });
  calendar
    .command('remove')
    .argument('<name>')
    .description('remove a calendar')
    .action(async (name: string, _flags, command) => {
      await withHost(session.globals(command), async (host) => {
        await (await calendarsOf(host)).remove(name, byCommand);
        host.out.data({ event: 'calendar-removed', name });
        host.out.say(`${name} is removed.`);
      });
    });
};

async function add(host: Host, name: string, place: string, flags: CalendarFlags): Promise<void> {
  const isFile = !/^[a-z]+:/i.test(place) || isAbsolute(place);
  const added = await (await calendarsOf(host)).set(
    name,
    {
      place: isFile ? resolve(host.io.cwd, place) : place,
      timeZone: flags.zone ?? calendarDefaults.timeZone,
      words: flags.word ?? calendarDefaults.words,
      leadMinutes: wholeNumber('--lead', flags.lead, 0),
      trailMinutes: wholeNumber('--trail', flags.trail, 0),
    },
    byCommand,
  );
  host.out.data({ event: 'calendar', ...added });
  host.out.say(`${name}: ${counted(added.events, 'event')} in the next five weeks.`);
  const { account } = host.earmark;
  host.out.note(dim(`To use it: earmark users config ${account} 'calendars=["${name}"]'`));
}

async function list(host: Host): Promise<void> {
  const rows = await (await calendarsOf(host)).list();
  for (const row of rows) host.out.data({ event: 'calendar', ...row });
  host.out.say(
    rows.length === 0
      ? 'No calendars. Example: earmark calendar --help'
      : table(rows, calendarColumns, host.out.width),
  );
}

/** Of the account's calendars; of all, where it names none. */
async function show(host: Host, days: number): Promise<void> {
  const { earmark, io, out } = host;
  const calendars = await calendarsOf(host);
  const account = await (await accountsOf(host)).get(earmark.account);
  const own = account?.settings.calendars ?? [];
  const names = own.length > 0 ? own : (await calendars.list()).map(({ name }) => name);
  const now = (io.clock ?? systemClock).now();
  const events = await calendars.between(names, now, now + days * dayMs);
  for (const event of events) out.data({ event: 'calendar-event', ...event });
  out.say(
    events.length === 0
      ? `No events within ${counted(days, 'day')}.`
      : table(events, eventColumns, out.width),
  );
  if (account?.pausedBecause) out.say(`${earmark.account}: ${account.pausedBecause}`);
}

const moment = (at: number) => new Date(at).toLocaleString();
const eventColumns: readonly Column<CalendarEvent>[] = [
  { title: 'from', value: ({ start }) => moment(start) },
  { title: 'to', value: ({ end }) => moment(end) },
  { title: 'event', value: ({ summary }) => printable(summary), flexible: true },
  { title: 'calendar', value: ({ calendar }) => printable(calendar) },
];
const calendarColumns: readonly Column<CalendarStatus>[] = [
  { title: 'calendar', value: ({ name }) => printable(name) },
  { title: 'zone', value: ({ timeZone }) => timeZone },
  { title: 'events', value: ({ events }) => String(events), align: 'right' },
  { title: 'read', value: ({ readAt }) => (readAt === undefined ? 'never' : moment(readAt)) },
  { title: 'only', value: ({ words }) => printable(words.join(', ')) },
  { title: 'problem', value: ({ fault = '' }) => printable(fault), flexible: true },
];
