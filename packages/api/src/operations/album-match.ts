import { chooseRelease } from '@earmark/core';
import { z } from 'zod';
import { notThere } from '../http/problem.ts';
import { nothing, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id } from '../schemas/common.ts';

const group = 'Albums';
const writes = { for: 'account', scope: 'reviews:write', role: 'member' } as const;
const sourceName = z.string().regex(/^[a-z][a-z0-9-]{0,49}$/, 'is not a source');

export function createAlbumMatchOperations({
  access: { trail },
  browse,
}: ApiParts): readonly Operation[] {
  const assertAlbum = async (account: string, album: string) =>
    (await (await browse(account)).album(album)) ?? notThere();
  return [
    operation({
      id: 'chooseMatch',
      method: 'PUT',
      path: '/api/albums/{id}/match',
      summary: 'Which release of a source it is, by id or address: the next run believes it',
      group,
      access: writes,
      params: z.object({ id }),
      body: z.strictObject({
        /** May be left out where an address is given. */
        source: sourceName.optional(),
        release: z.string().min(1).max(2000),
      }),
      answers: {
        200: {
          description: 'Chosen',
          schema: z.object({ source: z.string(), id: z.string() }),
        },
      },
      async handle({ params, body: { source, release }, earmark, account, actor }) {
        await assertAlbum(account, params.id);
        const chosen = await chooseRelease(earmark, params.id, {
          release,
          ...(source === undefined ? {} : { source }),
        });
        await trail.note(actor, 'match-chosen', {
          account,
          target: params.id,
          after: { ...chosen },
        });
        return ok(chosen);
      },
    }),
    operation({
      id: 'forgetMatch',
      method: 'DELETE',
      path: '/api/albums/{id}/match/{source}',
      summary: 'Takes that choice back',
      group,
      access: writes,
      params: z.object({ id, source: sourceName }),
      answers: { 204: { description: 'The source is free to match again' } },
      async handle({ params, earmark, account, actor }) {
        await assertAlbum(account, params.id);
        await earmark.reviews.unpin(params.id, params.source);
        await trail.note(actor, 'match-forgotten', { account, target: params.id });
        return nothing();
      },
    }),
  ];
}
