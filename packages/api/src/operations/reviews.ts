import {
  type BrowsePage,
  EarmarkError,
  type Review,
  type ReviewQuery,
  rowsOf,
} from '@earmark/core';
import { z } from 'zod';
import { notThere, refuse } from '../http/problem.ts';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id } from '../schemas/common.ts';
import { review, reviewFilter, reviewQuery, reviews, verdict } from '../schemas/library.ts';
import { given, listed } from './listing.ts';

const group = 'Reviews';
const reads = { for: 'account', scope: 'reviews:read', role: 'viewer' } as const;
const writes = { for: 'account', scope: 'reviews:write', role: 'member' } as const;
const withId = z.object({ id });
const pageSize = 200;
const mostIds = 5000;

/** A filter in a body has numbers where one in an address has digits. */
const bodyFilter = z.strictObject({
  status: z.literal('pending').optional(),
  field: reviewFilter.field,
  band: reviewFilter.band,
  subject: reviewFilter.subject,
  text: reviewFilter.text,
  minConfidence: z.number().min(0).max(1).optional(),
  maxConfidence: z.number().min(0).max(1).optional(),
});

export function createReviewOperations(parts: ApiParts): readonly Operation[] {
  const { trail } = parts.access;
  return [
    operation({
      id: 'listReviews',
      method: 'GET',
      path: '/api/reviews',
      summary: 'What waits for an answer, or was answered',
      group,
      access: reads,
      query: reviewQuery,
      answers: { 200: { description: 'A page', schema: reviews } },
      async handle({ query, account, request }) {
        const browse = await parts.browse(account);
        const { status, field, band, subject, minConfidence, maxConfidence, text, sort } = query;
        const filter = given({
          status,
          field,
          band,
          subject,
          minConfidence,
          maxConfidence,
          text,
          sort,
        });
        return listed(
          parts,
          { name: 'reviews', account, url: request.url },
          query,
          (paging) => browse.reviews({ ...filter, ...paging }),
          (row) => row,
          browse.revision(),
        );
      },
    }),
    operation({
      id: 'previewReviews',
      method: 'GET',
      path: '/api/reviews/preview',
      summary:
        'What accepting all that a filter finds would mean: how many, and how many of them are probably wrong',
      group,
      access: reads,
      query: z.strictObject({ ...reviewFilter, status: z.literal('pending').optional() }),
      answers: {
        200: {
          description: 'By the calibration of their confidence',
          schema: z.object({
            count: z.int(),
            files: z.int(),
            expectedWrong: z.number(),
            riskiest: z.array(review),
          }),
        },
      },
      async handle({ query, account }) {
        const browse = await parts.browse(account);
        const found = await pending((asked) => browse.reviews(asked), given(query));
        const subjects = [...new Set(found.map(({ subject }) => subject))];
        const albums = await Promise.all(subjects.map((subject) => browse.album(subject)));
        return ok({
          count: found.length,
          files: albums.reduce((sum, album) => sum + (album?.files ?? 0), 0),
          expectedWrong: found.reduce((sum, { confidence }) => sum + 1 - confidence, 0),
          riskiest: found.toSorted((a, b) => a.confidence - b.confidence).slice(0, 5),
        });
      },
    }),
    operation({
      id: 'getReview',
      method: 'GET',
      path: '/api/reviews/{id}',
      summary: 'One question',
      group,
      access: reads,
      params: withId,
      answers: { 200: { description: 'The question', schema: review } },
      async handle({ params, earmark }) {
        return ok((await earmark.reviews.get(params.id)) ?? notThere());
      },
    }),
    operation({
      id: 'answerReview',
      method: 'POST',
      path: '/api/reviews/{id}/answer',
      summary: 'Accepts, rejects or edits. It is written by the next run that writes',
      group,
      access: writes,
      params: withId,
      body: verdict,
      idempotent: true,
      answers: {
        200: { description: 'Answered', schema: review },
        409: { description: 'It was applied, superseded or locked meanwhile' },
      },
      async handle({ params, body, earmark, actor, principal, account }) {
        const by = principal.person.name;
        if (body.verdict === 'locked') {
          const known = (await earmark.reviews.get(params.id)) ?? notThere();
          await earmark.reviews.lock(known.subject, known.field, by);
        } else {
          const { verdict: status, ...more } = body;
          await earmark.reviews.answer(params.id, { ...given(more), status, by });
        }
        await trail.note(actor, 'review-answered', {
          account,
          target: params.id,
          after: body.verdict,
        });
        return ok((await earmark.reviews.get(params.id)) ?? notThere());
      },
    }),
    operation({
      id: 'takeBackAnswer',
      method: 'DELETE',
      path: '/api/reviews/{id}/answer',
      summary: 'Takes an answer back, as long as it is not written',
      group,
      access: writes,
      params: withId,
      answers: {
        204: { description: 'It waits again' },
        409: { description: 'It is written already: undo it' },
      },
      async handle({ params, earmark, actor, account, principal }) {
        const known = (await earmark.reviews.get(params.id)) ?? notThere();
        if (!['accepted', 'rejected', 'edited'].includes(known.status))
          refuse(
            409,
            known.status === 'applied'
              ? 'It is written already: undo it instead.'
              : `There is no answer to take back: it is ${known.status}.`,
          );
        const { reviews: own } = await earmark.store();
        const { by: _by, at: _at, edited: _edited, reason: _reason, ...question } = known;
        // An answer keeps a question from being asked again, but for one that was set aside.
        await own.answer(params.id, {
          status: 'locked',
          by: principal.person.name,
          at: parts.clock.now(),
        });
        await own.queue({ ...question, status: 'pending' });
        await trail.note(actor, 'review-taken-back', {
          account,
          target: params.id,
          before: known.status,
        });
        return nothing();
      },
    }),
    operation({
      id: 'answerReviews',
      method: 'POST',
      path: '/api/reviews/answer',
      summary:
        'One answer for many: by ids, or all that a filter finds, as long as they are as many as expected',
      group,
      access: writes,
      idempotent: true,
      body: z.strictObject({
        ids: z.array(id).min(1).max(mostIds).optional(),
        filter: bodyFilter.optional(),
        expectedCount: z.int().min(0).optional(),
        verdict: z.enum(['accepted', 'rejected']),
        reason: z.string().max(1000).optional(),
      }),
      answers: {
        200: {
          description: 'What came of each',
          schema: z.object({
            answered: z.int(),
            results: z.array(
              z.object({ id: z.string(), status: z.enum(['answered', 'unknown', 'conflict']) }),
            ),
          }),
        },
        412: { description: 'There are more or fewer by now' },
      },
      async handle({
        body: { ids, filter, expectedCount, verdict: status, reason },
        earmark,
        principal,
        actor,
        account,
      }) {
        if ((ids === undefined) === (filter === undefined)) refuse(400, 'Give ids or a filter.');
        if (filter && expectedCount === undefined)
          refuse(400, 'With a filter, say how many you expect: expectedCount.');
        const browse = await parts.browse(account);
        const wanted =
          ids ??
          (await pending((query) => browse.reviews(query), given(filter ?? {}))).map(
            ({ decision }) => decision,
          );
        if (expectedCount !== undefined && wanted.length !== expectedCount)
          refuse(412, `There are ${wanted.length} now, not ${expectedCount}: look again.`);
        const results: { id: string; status: 'answered' | 'unknown' | 'conflict' }[] = [];
        for (const each of wanted) {
          results.push({ id: each, status: await answered(each) });
        }
        const count = results.filter((each) => each.status === 'answered').length;
        await trail.note(actor, 'reviews-answered', {
          account,
          target: `${count} reviews`,
          after: { status, results },
        });
        return ok({ answered: count, results });

        async function answered(decision: string) {
          try {
            await earmark.reviews.answer(decision, {
              ...given({ reason }),
              status,
              by: principal.person.name,
            });
            return 'answered' as const;
          } catch (error) {
            if (EarmarkError.is(error, 'not-found')) return 'unknown' as const;
            if (EarmarkError.is(error, 'conflict')) return 'conflict' as const;
            throw error;
          }
        }
      },
    }),
  ];
}

/** All that wait, by pages: answering them would shift the pages. */
async function pending(
  read: (query: ReviewQuery) => Promise<BrowsePage<Review>>,
  filter: ReviewQuery,
): Promise<readonly Review[]> {
  const found: Review[] = [];
  const pages = rowsOf((after) =>
    read({ ...filter, status: 'pending', limit: pageSize, ...given({ after }) }),
  );
  for await (const review of pages) found.push(review);
  return found;
}
