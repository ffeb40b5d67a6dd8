import {
  type DecisionSettings,
  type ReplayedDecision,
  replayDecision,
  settingsSchema,
} from '@earmark/accounts';
import { type Browse, rowsOf } from '@earmark/core';
import { z } from 'zod';
import { notThere } from '../http/problem.ts';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { named } from '../schemas/common.ts';
import { band } from '../schemas/library.ts';
import { given } from './listing.ts';

const mostDecisions = 20_000;
const pageSize = 500;
const mostExamples = 20;

const outcome = z.object({ band, after: z.array(z.string()) });
const preview = named(
  'SettingsPreview',
  z.object({
    /** How many decisions were looked at: the newest of each field of each album. */
    looked: z.int(),
    /** There are more, older ones. */
    more: z.boolean(),
    changed: z.int(),
    /** By the band that they would be in: how many decisions would come into it, and leave it. */
    bands: z.record(z.string(), z.object({ came: z.int(), left: z.int() })),
    /** How many would have other values. */
    otherValues: z.int(),
    /** Of those that would be written without a question: how many would be wrong, by their confidence. */
    expectedWrong: z.number(),
    /** The least sure ones first. */
    examples: z.array(
      z.object({
        subject: z.string(),
        title: z.string(),
        field: z.string(),
        confidence: z.number(),
        from: outcome,
        to: outcome,
      }),
    ),
  }),
);

export function createSettingsPreview({ accounts, browse }: ApiParts): Operation {
  return operation({
    id: 'previewSettings',
    method: 'POST',
    path: '/api/settings/preview',
    summary:
      'What past decisions would have become with other settings: from the journal, without requests',
    group: 'Accounts',
    access: { for: 'account', scope: 'albums:read', role: 'viewer' },
    body: z.strictObject({
      bands: settingsSchema.shape.bands.optional(),
      genres: settingsSchema.shape.genres.optional(),
    }),
    answers: { 200: { description: 'What would be different', schema: preview } },
    async handle({ body, account }) {
      const { settings: now } = (await accounts.get(account)) ?? notThere();
      const wanted = {
        bands: body.bands === undefined ? now.bands : body.bands,
        genres: body.genres ?? now.genres,
      };
      return ok(await previewed(await browse(account), now, wanted));
    },
  });
}

async function previewed(browse: Browse, now: DecisionSettings, wanted: DecisionSettings) {
  const changed: ReplayedDecision[] = [];
  const seen = new Set<string>();
  let more = false;
  for await (const record of rowsOf((after) =>
    browse.decisions(given({ limit: pageSize, after })),
  )) {
    const { subject, field } = record.decision;
    const key = JSON.stringify([subject, field]);
    if (seen.has(key)) continue;
    if (seen.size === mostDecisions) {
      more = true;
      break;
    }
    seen.add(key);
    const replayed = replayDecision(record, now, wanted);
    if (replayed) changed.push(replayed);
  }
  const moved = changed.filter(({ from, to }) => from.band !== to.band);
  return {
    looked: seen.size,
    more,
    changed: changed.length,
    bands: Object.fromEntries(
      band.options.map((name) => [
        name,
        {
          came: moved.filter(({ to }) => to.band === name).length,
          left: moved.filter(({ from }) => from.band === name).length,
        },
      ]),
    ),
    otherValues: changed.filter(({ from, to }) => from.after.join('\n') !== to.after.join('\n'))
      .length,
    expectedWrong: moved
      .filter(({ to }) => to.band === 'auto')
      .reduce((sum, { confidence }) => sum + 1 - confidence, 0),
    examples: changed
      .toSorted((one, other) => one.confidence - other.confidence)
      .slice(0, mostExamples),
  };
}
