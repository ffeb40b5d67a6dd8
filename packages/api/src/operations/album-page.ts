import type { AccountStore, Browse, DecisionRecord, FileRow } from '@earmark/core';
import { z } from 'zod';
import { contentTag, requireMatch } from '../http/etag.ts';
import { notThere, refuse } from '../http/problem.ts';
import { accepted, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id } from '../schemas/common.ts';
import { albumPage, changes, decisions } from '../schemas/library.ts';
import { begun } from './begun.ts';
import { editAlbum } from './edit-album.ts';
import { fileShown } from './file-shown.ts';
import { changesShown, decisionShown } from './shown.ts';

const group = 'Albums';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const withId = z.object({ id });
const fieldName = z.string().regex(/^[a-z][A-Za-z]{0,49}$/, 'is not a field');
const mostValues = 50;

export function createAlbumPage(parts: ApiParts): readonly Operation[] {
  const { trail } = parts.access;
  return [
    operation({
      id: 'getAlbum',
      method: 'GET',
      path: '/api/albums/{id}',
      summary: 'One album, with its fields, what was decided about them, and its files',
      group,
      access: reads,
      params: withId,
      answers: { 200: { description: 'The album', schema: albumPage } },
      async handle({ params, earmark, account }) {
        const browse = await parts.browse(account);
        const page = await albumPageOf(browse, await earmark.store(), params.id);
        return ok(page, { etag: contentTag(page) });
      },
    }),
    operation({
      id: 'editAlbum',
      method: 'PATCH',
      path: '/api/albums/{id}',
      summary: 'Writes values by hand, as a run like any other; locks and unlocks fields',
      group,
      access: { for: 'account', scope: 'tags:write', role: 'member' },
      params: withId,
      ifMatch: true,
      body: z.strictObject({
        set: z.record(fieldName, z.array(z.string().min(1).max(500)).max(mostValues)).optional(),
        lock: z.record(fieldName, z.boolean()).optional(),
      }),
      answers: {
        202: {
          description: 'The run that writes it, where there is something to write',
          schema: z.object({ run: z.string().optional() }),
        },
      },
      async handle({
        params,
        body: { set = {}, lock = {} },
        earmark,
        principal,
        ifMatch,
        actor,
        account,
      }) {
        const browse = await parts.browse(account);
        const { reviews } = await earmark.store();
        requireMatch(
          contentTag(await albumPageOf(browse, await earmark.store(), params.id)),
          ifMatch,
        );
        const locked = new Set(await reviews.locked(params.id));
        for (const field of Object.keys(set))
          if (locked.has(field) && lock[field] !== false)
            refuse(423, `${field} is locked: unlock it first.`);
        const by = principal.person.name;
        for (const [field, wanted] of Object.entries(lock)) {
          if (wanted) await earmark.reviews.lock(params.id, field, by);
          else await earmark.reviews.unlock(params.id, field);
        }
        const run =
          Object.keys(set).length > 0
            ? await begun(await editAlbum(earmark, params.id, set))
            : undefined;
        await trail.note(actor, 'album-edited', {
          account,
          target: params.id,
          after: { set, lock },
        });
        return accepted(run ? { run: run.id } : {});
      },
    }),
    operation({
      id: 'albumEvidence',
      method: 'GET',
      path: '/api/albums/{id}/evidence',
      summary: 'Why: every decision about it, with its reasons and matches, and what people said',
      group,
      access: reads,
      params: withId,
      answers: {
        200: {
          description: 'Newest first',
          schema: z.object({
            decisions,
            rejected: z.array(z.object({ field: z.string(), value: z.string() })),
            /** By source: the release that a person chose. */
            pinned: z.record(z.string(), z.string()),
            sources: z.array(z.string()),
          }),
        },
      },
      async handle({ params, earmark, account }) {
        const browse = await parts.browse(account);
        const { reviews } = await earmark.store();
        if (!(await browse.album(params.id))) notThere();
        const found = await browse.decisions({ subject: params.id, limit: 200 });
        return ok({
          decisions: { items: found.items.map(decisionShown) },
          rejected: await reviews.rejected(params.id),
          pinned: await reviews.pinned(params.id),
          sources: earmark.plugins.filter(({ kind }) => kind === 'source').map(({ name }) => name),
        });
      },
    }),
    operation({
      id: 'albumHistory',
      method: 'GET',
      path: '/api/albums/{id}/history',
      summary: 'What was changed about it',
      group,
      access: reads,
      params: withId,
      answers: { 200: { description: 'Newest first', schema: changes } },
      async handle({ params, account }) {
        const browse = await parts.browse(account);
        if (!(await browse.album(params.id))) notThere();
        const found = await browse.receipts({ subject: params.id, limit: 200 });
        return ok({ items: found.items.flatMap(changesShown) });
      },
    }),
  ];
}

async function albumPageOf(browse: Browse, { reviews }: AccountStore, album: string) {
  const row = (await browse.album(album)) ?? notThere();
  const [files, decided, locked, pinned] = await Promise.all([
    browse.files({ album: row.id, limit: 500 }),
    browse.decisions({ subject: row.id, limit: 100 }),
    reviews.locked(row.id),
    reviews.pinned(row.id),
  ]);
  return {
    ...row,
    fields: fieldsOf(files.items, decided.items, new Set(locked)),
    tracks: files.items.map(fileShown),
    pinned,
  };
}

/** What the album's files agree on, with the newest decision about each field. */
function fieldsOf(
  files: readonly FileRow[],
  decided: readonly DecisionRecord[],
  locked: ReadonlySet<string>,
) {
  const [first] = files;
  const shared = Object.entries(first?.fields ?? {}).filter(([field, values]) =>
    files.every((file) => JSON.stringify(file.fields[field]) === JSON.stringify(values)),
  );
  const names = new Set([
    ...shared.map(([field]) => field),
    ...decided.map(({ decision }) => decision.field),
    ...locked,
  ]);
  const valuesOf = new Map(shared);
  return [...names].sort().map((field) => {
    const newest = decided.find(({ decision }) => decision.field === field)?.decision;
    return {
      field,
      values: valuesOf.get(field) ?? [],
      locked: locked.has(field),
      ...(newest ? { decision: { id: newest.id, confidence: newest.confidence } } : {}),
    };
  });
}
