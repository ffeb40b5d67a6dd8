import { z } from 'zod';
import { notThere, refuse } from '../http/problem.ts';
import { accepted, type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id } from '../schemas/common.ts';
import { changes, run, runQuery, runs } from '../schemas/library.ts';
import { begun, noWait } from './begun.ts';
import { createCompareRuns } from './compare-runs.ts';
import { given, listed } from './listing.ts';
import { assertOwnFolder } from './own-folders.ts';
import { diffPage } from './run-diff.ts';
import { runShown } from './run-state.ts';

const group = 'Runs';
const reads = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const writes = { for: 'account', scope: 'runs:write', role: 'member' } as const;
const withId = z.object({ id });
const mostReceipts = 1000;
const startedRun = z.object({ run: z.string() });

export function createRunOperations(parts: ApiParts): readonly Operation[] {
  const { trail } = parts.access;
  return [
    operation({
      id: 'listRuns',
      method: 'GET',
      path: '/api/runs',
      summary: 'What was done, newest first',
      group,
      access: reads,
      query: runQuery,
      answers: { 200: { description: 'A page', schema: runs } },
      async handle({ query, account, request }) {
        const browse = await parts.browse(account);
        const { recipe, pipeline, outcome, since } = query;
        return listed(
          parts,
          { name: 'runs', account, url: request.url },
          query,
          (paging) => browse.runs({ ...given({ recipe, pipeline, outcome, since }), ...paging }),
          runShown,
          browse.revision(),
        );
      },
    }),
    operation({
      id: 'startRun',
      method: 'POST',
      path: '/api/runs',
      summary: 'Starts a run by its recipe: scan, tag, reviewed …',
      group,
      access: writes,
      idempotent: true,
      body: z.strictObject({
        recipe: z.string().regex(/^[a-z][a-z0-9-]{0,49}$/),
        request: z.record(z.string(), z.json()).optional(),
      }),
      answers: { 202: { description: 'It runs', schema: startedRun } },
      async handle({ body: { recipe, request = {} }, earmark, account, actor, principal }) {
        if (!principal.person.admin) await assertOwnFolder(request, account, parts);
        const started = await begun(await earmark.start(recipe, request, noWait));
        await trail.note(actor, 'run-started', {
          account,
          target: started.id,
          after: { recipe, request },
        });
        return accepted({ run: started.id });
      },
    }),
    operation({
      id: 'getRun',
      method: 'GET',
      path: '/api/runs/{id}',
      summary: 'One run, with its counts',
      group,
      access: reads,
      params: withId,
      answers: { 200: { description: 'The run', schema: run } },
      async handle({ params, earmark }) {
        const { journal } = await earmark.store();
        return ok(runShown((await journal.run(params.id)) ?? notThere()));
      },
    }),
    operation({
      id: 'runDiff',
      method: 'GET',
      path: '/api/runs/{id}/diff',
      summary: 'What a run changed; of a dry run, what it would have changed',
      group,
      access: reads,
      params: withId,
      query: z.strictObject({ limit: runQuery.shape.limit, after: runQuery.shape.after }),
      answers: { 200: { description: 'A page', schema: changes } },
      async handle({ params, query, account, earmark, request }) {
        const browse = await parts.browse(account);
        const { journal } = await earmark.store();
        if (!(await journal.run(params.id))) notThere();
        return listed(
          parts,
          { name: `diff/${params.id}`, account, url: request.url },
          query,
          (paging) => diffPage(params.id, { browse, journal }, paging),
          (row) => row,
          browse.revision(),
        );
      },
    }),
    createCompareRuns(parts),
    operation({
      id: 'stopRun',
      method: 'POST',
      path: '/api/runs/{id}/stop',
      summary: 'Asks a run to end cleanly, in whatever process it runs',
      group,
      access: writes,
      params: withId,
      answers: {
        202: { description: 'Asked', schema: z.object({ asked: z.boolean() }) },
        409: { description: 'It has ended' },
      },
      async handle({ params, earmark, account, actor, principal }) {
        const { journal } = await earmark.store();
        const known = (await journal.run(params.id)) ?? notThere();
        if (known.outcome !== undefined) refuse(409, 'This run has ended already.');
        const asked = await earmark.requestStop(params.id, principal.person.name);
        await trail.note(actor, 'run-stop-asked', { account, target: params.id });
        return accepted({ asked });
      },
    }),
    operation({
      id: 'resumeRun',
      method: 'POST',
      path: '/api/runs/{id}/resume',
      summary: 'Goes on where a run ended',
      group,
      access: writes,
      params: withId,
      answers: {
        202: { description: 'It runs', schema: startedRun },
        409: { description: 'It is still running, or cannot be resumed' },
      },
      async handle({ params, earmark, account, actor }) {
        const { journal } = await earmark.store();
        if (!(await journal.run(params.id))) notThere();
        const resumed = await begun(await earmark.resume(params.id, noWait));
        await trail.note(actor, 'run-resumed', { account, target: params.id });
        return accepted({ run: resumed.id });
      },
    }),
    operation({
      id: 'undoRun',
      method: 'POST',
      path: '/api/runs/{id}/undo',
      summary: 'Puts back what a run changed, or some changes of it',
      group,
      access: writes,
      params: withId,
      idempotent: true,
      body: z
        .strictObject({
          receipt: id.optional(),
          /** Newest first. */
          receipts: z.array(id).min(1).max(mostReceipts).optional(),
        })
        .optional(),
      answers: { 202: { description: 'It runs', schema: startedRun } },
      async handle({ params, body, earmark, account, actor }) {
        const { journal } = await earmark.store();
        if (!(await journal.run(params.id))) notThere();
        const { receipt, receipts = receipt === undefined ? [] : [receipt] } = body ?? {};
        for (const each of receipts)
          if ((await journal.receipt(each))?.run !== params.id) notThere();
        const undoing = await begun(
          earmark.undo(receipts.length > 0 ? receipts : params.id, noWait),
        );
        await trail.note(actor, 'run-undone', { account, target: receipts[0] ?? params.id });
        return accepted({ run: undoing.id });
      },
    }),
  ];
}
