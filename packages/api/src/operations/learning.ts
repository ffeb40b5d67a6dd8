import type { CalibrationSample } from '@earmark/core';
import { z } from 'zod';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';

const group = 'Learning';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const binCount = 10;

export function createLearningOperations({ earmark: host }: ApiParts): readonly Operation[] {
  const samplesOf = async (field: string) => (await host.shared()).samples(field);
  return [
    operation({
      id: 'learningStats',
      method: 'GET',
      path: '/api/learning/stats',
      summary: 'What people’s answers have taught so far',
      group,
      access: reads,
      query: z.strictObject({ field: z.string().max(50).optional() }),
      answers: {
        200: {
          description: 'Samples and how many were right',
          schema: z.object({
            field: z.string(),
            samples: z.int(),
            right: z.int(),
            acceptedShare: z.number().nullable(),
          }),
        },
      },
      async handle({ query: { field = 'genre' } }) {
        const samples = await samplesOf(field);
        const right = samples.filter((each) => each.right).length;
        return ok({
          field,
          samples: samples.length,
          right,
          acceptedShare: samples.length === 0 ? null : right / samples.length,
        });
      },
    }),
    operation({
      id: 'learningConfidence',
      method: 'GET',
      path: '/api/learning/confidence',
      summary: 'Whether confidence is what it says: of each bin, how much was right',
      group,
      access: reads,
      query: z.strictObject({ field: z.string().max(50).optional() }),
      answers: {
        200: {
          description: 'Ten bins',
          schema: z.object({
            field: z.string(),
            bins: z.array(
              z.object({
                from: z.number(),
                to: z.number(),
                samples: z.int(),
                believed: z.number().nullable(),
                right: z.number().nullable(),
              }),
            ),
          }),
        },
      },
      handle: async ({ query: { field = 'genre' } }) =>
        ok({ field, bins: binsOf(await samplesOf(field)) }),
    }),
  ];
}

function binsOf(samples: readonly CalibrationSample[]) {
  return Array.from({ length: binCount }, (_, index) => {
    const own = samples.filter(
      ({ belief }) => Math.min(binCount - 1, Math.floor(belief * binCount)) === index,
    );
    const mean = (value: (sample: CalibrationSample) => number) =>
      own.length === 0 ? null : own.reduce((sum, each) => sum + value(each), 0) / own.length;
    return {
      from: index / binCount,
      to: (index + 1) / binCount,
      samples: own.length,
      believed: mean(({ belief }) => belief),
      right: mean(({ right }) => (right ? 1 : 0)),
    };
  });
}
