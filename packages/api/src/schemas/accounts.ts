import { settingsSchema } from '@earmark/accounts';
import { z } from 'zod';
import { accountName, instant, named, revision } from './common.ts';

export const settings = named('AccountSettings', settingsSchema);

export const accountStatus = named(
  'Account',
  z.object({
    name: accountName,
    state: z.enum(['idle', 'queued', 'running', 'paused', 'away']),
    role: z.enum(['viewer', 'member', 'owner']),
    run: z.string().optional(),
    position: z.int().optional(),
    pausedBecause: z.string().optional(),
    /** When a pause ends by itself. */
    pausedUntil: instant.optional(),
    nextRunAt: instant.optional(),
    folder: z.string().optional(),
    settings,
    statistics: z.object({
      total: z.int(),
      running: z.boolean(),
      processed: z.int(),
      skipped: z.int(),
      errors: z.int(),
      batches: z.int(),
      lastScanAt: instant.optional(),
      lastDurationMs: z.number().optional(),
      lastOutcome: z.enum(['completed', 'stopped', 'failed']).optional(),
      lastFault: z.string().optional(),
    }),
    revision,
  }),
);

export const started = named(
  'Started',
  z.union([
    z.object({ run: z.string() }),
    z.object({ queued: z.literal(true), position: z.int() }),
    z.object({ done: z.literal(true) }),
  ]),
);

export const outcomes = named(
  'Outcomes',
  z.object({
    results: z.array(
      z.object({
        account: accountName,
        status: z.int(),
        run: z.string().optional(),
        position: z.int().optional(),
        detail: z.string().optional(),
      }),
    ),
  }),
);

/** Settings under our names, or under those that older programs use. */
export const configuration = z.strictObject({
  account: accountName,
  ...settingsSchema.partial().shape,
  batch_size: settingsSchema.shape.batchSize.optional(),
  interval_minutes: settingsSchema.shape.intervalMinutes.optional(),
  twitch_notifications: z.boolean().optional(),
});
