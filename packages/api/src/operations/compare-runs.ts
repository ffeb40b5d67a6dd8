import type { Browse, DecisionRecord } from '@earmark/core';
import { z } from 'zod';
import { notThere } from '../http/problem.ts';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { id, named } from '../schemas/common.ts';
import { band } from '../schemas/library.ts';

const mostDecisions = 20_000;
const mostShown = 500;
const pageSize = 500;

const said = z.object({ after: z.array(z.string()), confidence: z.number(), band });
const comparison = named(
  'RunComparison',
  z.object({
    /** Fields of albums that both decided alike. */
    same: z.int(),
    /** Decided in both, and differently. */
    different: z.int(),
    onlyOne: z.int(),
    onlyOther: z.int(),
    /** One of the two decided on more than is compared. */
    more: z.boolean(),
    /** Those that are not the same, by title. */
    items: z.array(
      z.object({
        subject: z.string(),
        title: z.string(),
        field: z.string(),
        one: said.optional(),
        other: said.optional(),
      }),
    ),
  }),
);

export function createCompareRuns({ browse }: ApiParts): Operation {
  return operation({
    id: 'compareRuns',
    method: 'GET',
    path: '/api/runs/{id}/compare/{other}',
    summary: 'What two runs decided differently',
    group: 'Runs',
    access: { for: 'account', scope: 'albums:read', role: 'viewer' },
    params: z.object({ id, other: id }),
    answers: { 200: { description: 'The differences', schema: comparison } },
    async handle({ params, earmark, account }) {
      const { journal } = await earmark.store();
      for (const run of [params.id, params.other]) if (!(await journal.run(run))) notThere();
      const lists = await browse(account);
      const one = await decisionsOf(lists, params.id);
      const other = await decisionsOf(lists, params.other);
      return ok(compared(one, other));
    },
  });
}

type Decided = ReadonlyMap<string, DecisionRecord>;

/** By album and field: the newest of each. */
async function decisionsOf(browse: Browse, run: string): Promise<Decided> {
  const found = new Map<string, DecisionRecord>();
  let after: string | undefined;
  do {
    const paging = { limit: pageSize, ...(after === undefined ? {} : { after }) };
    const page = await browse.decisions({ run, ...paging });
    for (const record of page.items) {
      const key = JSON.stringify([record.decision.subject, record.decision.field]);
      if (!found.has(key)) found.set(key, record);
    }
    after = page.next;
  } while (after !== undefined && found.size < mostDecisions);
  return found;
}

function compared(one: Decided, other: Decided) {
  const keys = [...new Set([...one.keys(), ...other.keys()])];
  const pairs = keys.map((key) => [one.get(key), other.get(key)] as const);
  const unlike = pairs.filter(([first, second]) => !isSame(first, second));
  const items = unlike.flatMap(([first, second]) => {
    const known = first ?? second;
    if (!known) return [];
    const { title, decision } = known;
    const { subject, field } = decision;
    return [{ subject, title, field, ...shown('one', first), ...shown('other', second) }];
  });
  return {
    same: pairs.length - unlike.length,
    different: unlike.filter(([first, second]) => first && second).length,
    onlyOne: unlike.filter(([, second]) => !second).length,
    onlyOther: unlike.filter(([first]) => !first).length,
    more: one.size >= mostDecisions || other.size >= mostDecisions,
    items: items
      .sort((a, b) => (a.title < b.title ? -1 : a.title > b.title ? 1 : 0))
      .slice(0, mostShown),
  };
}

function isSame(one: DecisionRecord | undefined, other: DecisionRecord | undefined): boolean {
  if (!one || !other) return false;
  const values = ({ decision }: DecisionRecord) => JSON.stringify(decision.after);
  return one.decision.band === other.decision.band && values(one) === values(other);
}

function shown(side: 'one' | 'other', record: DecisionRecord | undefined) {
  if (!record) return {};
  const { after, confidence, band: its } = record.decision;
  return { [side]: { after, confidence, band: its } };
}
