import { resolve } from 'node:path';
import type { Journal, RunRecord } from '@earmark/core';
import type { Output } from '../output/output.ts';
import { bar } from '../output/progress.ts';
import { table } from '../output/table.ts';

export interface QualityRequest {
  readonly command: 'quality';
  readonly path: string;
  /** The whole of it was checked: a score that can be compared. */
  readonly whole: boolean;
}

const pageSize = 200;

/** The scores of a path, newest first: each check wrote its sums into its run. */
export async function sayHistory(
  journal: Journal,
  path: string,
  most: number,
  out: Output,
): Promise<void> {
  const runs: RunRecord[] = [];
  for (let offset = 0; runs.length < most; offset += pageSize) {
    const page = await journal.runs({ limit: pageSize, offset });
    runs.push(...page.filter((run) => isCheckOf(resolve(path), run)));
    if (page.length < pageSize) break;
  }
  const rows = runs.slice(0, most);
  for (const { id, startedAt, counts } of rows)
    out.data({ event: 'quality-run', run: id, at: startedAt, ...sumsOf(counts) });
  if (rows.length === 0) {
    out.say(`No check of ${resolve(path)} yet: earmark quality ${path}`);
    return;
  }
  const number = (value: number | undefined) => (value === undefined ? '' : String(value));
  out.say(
    table(
      rows.map(({ startedAt, counts }) => ({ startedAt, ...sumsOf(counts) })),
      [
        { title: 'checked', value: ({ startedAt }) => new Date(startedAt).toLocaleString() },
        { title: 'health', value: ({ score }) => number(score), align: 'right' },
        { title: '', value: ({ score }) => bar(score / 100, 16) },
        { title: 'issues', value: ({ issues }) => number(issues), align: 'right' },
        { title: 'new', value: ({ fresh }) => number(fresh), align: 'right' },
        { title: 'gone', value: ({ gone }) => number(gone), align: 'right' },
      ],
      out.width,
    ),
  );
}

function isCheckOf(path: string, { pipeline, outcome, request }: RunRecord): boolean {
  if (pipeline !== 'quality' || outcome !== 'completed') return false;
  const asked = request as QualityRequest | undefined;
  return asked?.path === path && asked.whole;
}

function sumsOf(counts: RunRecord['counts']) {
  const kinds = Object.entries(counts).filter(([name]) => name.startsWith('issues:'));
  const { health: score = 0, issues = 0, 'issues-new': fresh, 'issues-gone': gone } = counts;
  return {
    score,
    issues,
    ...(fresh !== undefined && { fresh }),
    ...(gone !== undefined && { gone }),
    kinds: Object.fromEntries(kinds.map(([name, count]) => [name.slice('issues:'.length), count])),
  };
}
