import { type Json, readOptions } from '@earmark/core';
import { z } from 'zod';
import { isTimeZone, ownTimeZone } from './zone.ts';

const hour = z.int().min(0).max(23);
export const settingsSchema = z.strictObject({
  /** Files a batch. It adapts itself from there. */
  batchSize: z.int().min(25).max(1000),
  /** Between the end of a run and the start of the next one. */
  intervalMinutes: z
    .int()
    .min(1)
    .max(60 * 24 * 366),
  /** Instead of the interval: `30 2 * * *`, in the time zone. */
  cron: z.string().max(100).nullable(),
  timeZone: z.string().refine(isTimeZone, 'is not a time zone such as Europe/Berlin'),
  enabled: z.boolean(),
  /** 1 to 10; more gets more turns. */
  priority: z.int().min(1).max(10),
  /** No heavy work from the one hour to the other: `22:00` to `07:00`. */
  quietHours: z
    .array(
      z.strictObject({
        from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
        to: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
      }),
    )
    .max(20),
  /** Hours of the week in which heavy work is allowed, by day (0 is Sunday). Empty: always. */
  hours: z
    .array(z.strictObject({ day: z.int().min(0).max(6), hours: z.array(hour).max(24) }))
    .max(7),
  /** Calendars whose events keep heavy work away, by name. */
  calendars: z.array(z.string().min(1).max(64)).max(10),
  genres: z.strictObject({
    prefer: z.array(z.string().min(1).max(100)).max(200),
    avoid: z.array(z.string().min(1).max(100)).max(200),
  }),
  /** From which confidence on a decision is written, and from which it waits for a yes. Null: as the server has it. */
  bands: z
    .strictObject({ auto: z.number().gt(0).max(1), review: z.number().min(0).max(1) })
    .refine(({ auto, review }) => review <= auto, 'review must not be above auto')
    .nullable(),
  /** Whether its people are told what happens, through the notifiers that it has. */
  notices: z.boolean(),
});
export type AccountSettings = Readonly<z.output<typeof settingsSchema>>;
export type SettingsChanges = {
  readonly [Name in keyof AccountSettings]?: AccountSettings[Name] | undefined;
};

export const defaultSettings: AccountSettings = {
  batchSize: 250,
  intervalMinutes: 15,
  cron: null,
  get timeZone() {
    return ownTimeZone();
  },
  enabled: true,
  priority: 5,
  quietHours: [],
  hours: [],
  calendars: [],
  genres: { prefer: [], avoid: [] },
  bands: null,
  notices: true,
};

/** What is kept may be of an older version: what it lacks is as by default. */
export const readSettings = (kept: Json | undefined): AccountSettings =>
  readOptions(
    settingsSchema,
    { ...defaultSettings, ...(kept as object | undefined) },
    'account settings',
  );
