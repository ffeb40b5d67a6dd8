/**
 * How often the fields' policy is right, by field, among what it believes enough for a review, and above each height
 * of belief: what a calibration would be fitted on. Prints one JSON object a line. Without `--cases` on the made-up
 * world of bench/matching; a data set has one case a line (`FieldCase` in cases.ts; the one here is made up).
 *
 *   node bench/fields/run.ts [--cases bench/fields/example.jsonl] [--seeds 101-102] [--count 400]
 */
import { parseArgs } from 'node:util';
import { defaultBands, type Proposal } from '@earmark/core';
import { createFieldsPolicy, musicFields } from '@earmark/fields';
import { type FieldCase, madeUp, readCases } from './cases.ts';

const { values } = parseArgs({
  options: {
    cases: { type: 'string' },
    seeds: { type: 'string', default: '101-102' },
    count: { type: 'string', default: '400' },
  },
});
const cases = values.cases ? readCases(values.cases) : madeUp(values.seeds, Number(values.count));
const policy = createFieldsPolicy();
const nothing = { locked: [], rejected: [], pinned: {}, silent: [], hints: [] };

interface Judged {
  readonly field: string;
  readonly belief: number;
  readonly right: boolean;
}

const judged = cases.flatMap((one) =>
  policy
    .propose({ ...nothing, subject: one.subject, matches: one.matches })
    .flatMap((proposal) => judge(proposal, one)),
);
const heights = [defaultBands.review, 0.85, 0.9];
for (const field of musicFields) {
  const own = judged.filter((each) => each.field === field);
  if (own.length === 0) continue;
  const above = heights.map((height) => {
    const inside = own.filter(({ belief }) => belief >= height);
    const right = inside.filter((each) => each.right).length;
    return { from: height, count: inside.length, right: share(right, inside.length) };
  });
  const line = { bench: 'fields', field, cases: cases.length, proposed: own.length, above };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

/** Right where it is right for every file it is about. What nobody knows the truth of is not judged. */
function judge({ field, after, belief, targets }: Proposal, one: FieldCase): readonly Judged[] {
  const files = targets ?? one.subject.targets.map(({ id }) => id);
  const truths = files.map((file) => one.files?.[file]?.[field] ?? one.album[field]);
  if (truths.length === 0 || truths.some((truth) => truth === undefined)) return [];
  const said = fold(after.join('; '));
  return [{ field, belief, right: truths.every((truth) => truth?.some((t) => fold(t) === said)) }];
}

/** Case, accents and punctuation are no mistakes; nor are guests in a title. */
function fold(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[ ([](?:feat|ft|featuring)\b.*$/, '')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function share(part: number, all: number): number | undefined {
  return all === 0 ? undefined : Math.round((1000 * part) / all) / 1000;
}
