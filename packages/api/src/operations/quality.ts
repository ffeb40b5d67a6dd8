import type { RunRecord } from '@earmark/core';
import { kindInfo, kindNames, readFoundIssues } from '@earmark/quality';
import { z } from 'zod';
import { type Operation, ok, operation } from '../operation.ts';
import type { ApiParts } from '../parts.ts';
import { instant, named, whole } from '../schemas/common.ts';

const group = 'Quality';
const access = { for: 'account', scope: 'albums:read', role: 'viewer' } as const;
const severity = z.enum(['info', 'warning', 'error']);
const mostChecks = 60;
const mostIssues = 500;

const check = named(
  'QualityCheck',
  z.object({
    run: z.string(),
    at: instant,
    score: z.number(),
    issues: z.int(),
    fresh: z.int().optional(),
    gone: z.int().optional(),
  }),
);
const quality = named(
  'Quality',
  z.object({
    /** Of the last check of the whole library; absent until there was one. */
    last: z
      .object({
        run: z.string(),
        at: instant,
        score: z.number(),
        albums: z.int(),
        files: z.int(),
      })
      .optional(),
    /** Every kind, in the order in which they are checked. */
    kinds: z.array(
      z.object({
        kind: z.string(),
        severity,
        points: z.number(),
        meaning: z.string(),
        issues: z.int(),
        fixes: z.int(),
      }),
    ),
    /** Checks of the whole library, oldest first. */
    history: z.array(check),
  }),
);
const issue = named(
  'QualityIssue',
  z.object({
    id: z.string(),
    kind: z.string(),
    severity,
    subject: z.string(),
    title: z.string(),
    target: z.string().optional(),
    field: z.string().optional(),
    evidence: z.string(),
    files: z.int(),
    fixable: z.boolean(),
  }),
);

/** What the recipe `quality` found. To put it right: a run of it with `fix`. */
export function createQualityOperations({ browse, earmark: host }: ApiParts): readonly Operation[] {
  const foundOf = async (account: string) => {
    const store = await host.for(account).store();
    return readFoundIssues(await store.state('quality').get('found'));
  };
  return [
    operation({
      id: 'getQuality',
      method: 'GET',
      path: '/api/quality',
      summary: 'How well the library is, by kinds of issues, and how that went',
      group,
      access,
      answers: { 200: { description: 'Of the last check', schema: quality } },
      async handle({ account }) {
        const found = await foundOf(account);
        const lists = await browse(account);
        const runs = await lists.runs({ pipeline: 'quality', outcome: 'completed', limit: 500 });
        const { run, at, score, albums, files } = found ?? {};
        return ok({
          ...(found ? { last: { run, at, score, albums, files } } : {}),
          kinds: kindNames.map((kind) => {
            const { severity: how, points, meaning } = kindInfo(kind);
            const { issues = 0, fixes = 0 } = found?.kinds.find((each) => each.kind === kind) ?? {};
            return { kind, severity: how, points, meaning, issues, fixes };
          }),
          history: runs.items.filter(isWhole).slice(0, mostChecks).map(checkOf).reverse(),
        });
      },
    }),
    operation({
      id: 'listQualityIssues',
      method: 'GET',
      path: '/api/quality/issues',
      summary: 'Some issues of each kind, or those of one kind',
      group,
      access,
      query: z.strictObject({
        kind: z.enum(kindNames as [string, ...string[]]).optional(),
        limit: whole(1, mostIssues).optional(),
      }),
      answers: {
        200: { description: 'Of the last check', schema: z.object({ items: z.array(issue) }) },
      },
      async handle({ account, query: { kind, limit = 100 } }) {
        const { issues = [] } = (await foundOf(account)) ?? {};
        const wanted = kind === undefined ? issues : issues.filter((each) => each.kind === kind);
        return ok({ items: wanted.slice(0, limit) });
      },
    }),
  ];
}

function isWhole({ counts, request }: RunRecord): boolean {
  const { path, kinds } = (request ?? {}) as { readonly path?: string; readonly kinds?: unknown };
  return counts.health !== undefined && path === undefined && kinds === undefined;
}

function checkOf({ id, startedAt, counts }: RunRecord) {
  const { health = 0, issues = 0, 'issues-new': fresh, 'issues-gone': gone } = counts;
  return {
    run: id,
    at: startedAt,
    score: health,
    issues,
    ...(fresh === undefined ? {} : { fresh }),
    ...(gone === undefined ? {} : { gone }),
  };
}
