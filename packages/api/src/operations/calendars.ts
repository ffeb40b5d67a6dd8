import { type Calendars, calendarDefaults, calendarSchema } from '@earmark/accounts';
import { z } from 'zod';
import { notThere } from '../http/problem.ts';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { instant, named, whole } from '../schemas/common.ts';
import { given } from './listing.ts';

const group = 'Calendars';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const admin = { for: 'admin', scope: 'settings:write' } as const;
const day = 24 * 3600 * 1000;
const params = z.object({ name: z.string().max(64) });

const calendar = named(
  'Calendar',
  calendarSchema.omit({ place: true }).extend({
    name: z.string(),
    events: z.int(),
    readAt: instant.optional(),
    fault: z.string().optional(),
  }),
);
const event = named(
  'CalendarEvent',
  z.object({
    calendar: z.string(),
    summary: z.string(),
    start: z.number(),
    end: z.number(),
    categories: z.array(z.string()),
    allDay: z.boolean(),
  }),
);
const answers = {
  200: {
    description: 'In order, with what keeps heavy work away at this moment',
    schema: z.object({ items: z.array(event), pausedBecause: z.string().optional() }),
  },
};

export function createCalendarOperations(
  { accounts, clock }: ApiParts,
  calendars: Calendars,
): readonly Operation[] {
  async function events(account: string, days: number) {
    const { settings, pausedBecause } = (await accounts.get(account)) ?? notThere();
    const now = clock.now();
    const items = await calendars.between(settings.calendars, now, now + days * day);
    return ok({ items, ...(pausedBecause === undefined ? {} : { pausedBecause }) });
  }

  return [
    operation({
      id: 'calendarToday',
      method: 'GET',
      path: '/api/calendar/today',
      summary: 'What keeps heavy work of an account away within a day',
      group,
      access: reads,
      answers,
      handle: ({ account }) => events(account, 1),
    }),
    operation({
      id: 'calendarEvents',
      method: 'GET',
      path: '/api/calendar/events',
      summary: 'The same for more days',
      group,
      access: reads,
      query: z.strictObject({ days: whole(1, 35).optional() }),
      answers,
      handle: ({ account, query: { days = 14 } }) => events(account, days),
    }),
    operation({
      id: 'listCalendars',
      method: 'GET',
      path: '/api/calendars',
      summary: 'The calendars there are, for accounts to name in their settings',
      group,
      access: admin,
      answers: {
        200: { description: 'All of them', schema: z.object({ items: z.array(calendar) }) },
      },
      handle: async () => ok({ items: await calendars.list() }),
    }),
    operation({
      id: 'setCalendar',
      method: 'PUT',
      path: '/api/calendars/{name}',
      summary: 'A calendar by file or address (iCal). It is read at once',
      group,
      access: admin,
      params,
      body: calendarSchema.partial().required({ place: true }),
      answers: {
        200: { description: 'It was read', schema: calendar },
        422: { description: 'It is not a calendar' },
        502: { description: 'The address does not answer' },
      },
      handle: async ({ params: { name }, body, actor }) =>
        ok(
          await calendars.set(
            name,
            { ...calendarDefaults, ...given(body), place: body.place },
            actor,
          ),
        ),
    }),
    operation({
      id: 'removeCalendar',
      method: 'DELETE',
      path: '/api/calendars/{name}',
      summary: 'Removes a calendar',
      group,
      access: admin,
      params,
      answers: { 204: { description: 'Gone' } },
      async handle({ params: { name }, actor }) {
        await calendars.remove(name, actor);
        return nothing();
      },
    }),
  ];
}
