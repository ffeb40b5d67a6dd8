import { checkOptions, flag, whole } from '../options/check.ts';
import { map } from '../pipeline/map.ts';
import type { Stage } from '../pipeline/pipeline.ts';
import { hasAnswer } from '../reviews/answer.ts';
import { reviewSubject, wholeOf } from '../reviews/parts.ts';
import type { RunContext } from '../run/context.ts';
import { noteInCatalogue } from '../run/note-in-catalogue.ts';
import type { Change, Decision, Fields, Plan, Receipt, Subject } from '../spec.ts';
import { titleOf } from './albums.ts';
import type { Committed } from './commit.ts';
import { commitAll } from './commit-all.ts';
import type { Decided } from './decide.ts';
import {
  type FailedTarget,
  journalPlans,
  type PlannedWork,
  planTarget,
  reportFailed,
} from './planning.ts';
import { isUndecided } from './standing.ts';

export interface Applied {
  readonly subject: Subject;
  readonly decisions: readonly Decision[];
  readonly plans: readonly Plan[];
  readonly receipts: readonly Receipt[];
  readonly failed: readonly FailedTarget[];
  /** Held or just written by somebody else; the fault says by whom. */
  readonly skipped: readonly FailedTarget[];
}

export interface ApplyOptions {
  /** Plan everything, change nothing, ask nobody. */
  readonly dryRun?: boolean;
  /** How many targets of one subject are written at once. Default 4. */
  readonly concurrency?: number;
}

/**
 * Decisions become plans, one for each target; plans of the auto band and those a person approved are
 * applied, the rest is queued for review.
 */
export function apply(options: ApplyOptions = {}): Stage<Decided, Applied> {
  checkOptions(options, 'apply', { dryRun: flag, concurrency: whole(1) });
  const { dryRun = false, concurrency = 4 } = options;

  async function applySubject(decided: Decided, run: RunContext): Promise<Applied> {
    const { subject, decisions } = decided;
    const locked = await run.store.reviews.locked(wholeOf(subject.id));
    const free = decisions.filter(({ field }) => !locked.includes(field));
    const approved = await withAnswers({ ...decided, decisions: free }, dryRun, run);
    const chosen = free.filter(({ band, id }) => band === 'auto' || approved.has(id));
    const work: Work = { plans: [], receipts: [], failed: [], skipped: [] };
    let complete = true;
    for (const round of roundsOf(chosen)) {
      const planned = await planRound(subject, round, work, dryRun, run);
      complete &&= planned.complete;
      if (!dryRun) await commitRound(planned.changes, work, concurrency, run);
    }
    if (!dryRun) {
      const whole =
        complete && work.failed.length === 0 && work.receipts.length === work.plans.length;
      for (const { id } of whole ? chosen : []) {
        if (approved.has(id)) await run.store.reviews.markApplied(id);
      }
      if (whole) await supersede({ ...decided, decisions: free }, approved, run);
      if (whole && !decisions.some(isUndecided))
        await run.store.journal.finishSubject(run.id, subject.id);
    }
    return { subject, decisions, ...work };
  }

  return Object.assign(map(applySubject), { writes: !dryRun });
}

interface Work {
  readonly plans: Plan[];
  readonly receipts: Receipt[];
  readonly failed: FailedTarget[];
  readonly skipped: FailedTarget[];
}

/** Fields and pictures of one target are two changes: the second is planned once the first is written. */
function roundsOf(chosen: readonly Decision[]): readonly (readonly Decision[])[] {
  const fields = chosen.filter(({ picture }) => !picture);
  const pictures = chosen.filter(({ picture }) => picture);
  return [fields, pictures].filter((round) => round.length > 0);
}

async function commitRound(
  planned: readonly PlannedWork[],
  work: Work,
  concurrency: number,
  run: RunContext,
): Promise<void> {
  const receipts: Receipt[] = [];
  try {
    const ended = ({ plan }: PlannedWork, how: Committed) => {
      if ('receipt' in how) receipts.push(how.receipt);
      else {
        const list = how.skipped ? work.skipped : work.failed;
        list.push({ target: plan.change.target, fault: how.fault });
      }
    };
    await commitAll(planned, { concurrency, ended }, run);
  } finally {
    work.receipts.push(...receipts);
    await noteInCatalogue(receipts, run);
  }
}

/** Questions about the whole, and about each part, are settled by decisions about the same targets. */
async function supersede(
  decided: Decided,
  approved: ReadonlySet<string>,
  run: RunContext,
): Promise<void> {
  const groups = Map.groupBy(decided.decisions, (each) => reviewSubject(decided.subject.id, each));
  for (const [subject, decisions] of groups)
    await run.store.reviews.supersede(subject, settledFields({ ...decided, decisions }, approved));
}

/** What newer decisions about them leave no question about. What an older answer wrote, or was seen while somebody was silent, settles nothing. */
function settledFields({ decisions, approved: answered }: Decided, approved: ReadonlySet<string>) {
  const isSettled = ({ id, band, silent }: Decision) =>
    band === 'auto' || approved.has(id) || (band === 'unchanged' && silent.length === 0);
  const newer = decisions.filter(({ id }) => !answered.has(id));
  const open = new Set(newer.filter((each) => !isSettled(each)).map(({ field }) => field));
  return [...new Set(newer.map(({ field }) => field))].filter((field) => !open.has(field));
}

/** Queues what needs a person (a dry run asks nobody), and gives the decisions that a person has already said yes to. */
async function withAnswers(
  { subject, decisions, approved }: Decided,
  dryRun: boolean,
  run: RunContext,
) {
  const all = new Set(approved);
  for (const decision of decisions) {
    const { id, band, field, before, after, confidence } = decision;
    if ((band !== 'review' && band !== 'manual') || approved.has(id)) continue;
    const known = await run.store.reviews.get(id);
    if (known?.status === 'accepted') all.add(id);
    // Nothing is proposed: an outage is on record, but there is nothing that a person could accept.
    if (decision.belief === 0 || dryRun) continue;
    // A person has said what should be instead, or yes or no: that is on record and needs no second answer.
    if (known && hasAnswer(known)) continue;
    await run.store.reviews.queue({
      decision: id,
      subject: reviewSubject(subject.id, decision),
      title: titleOf(subject),
      field,
      before,
      after,
      confidence,
      band,
      queuedAt: run.clock.now(),
      status: 'pending',
    });
    run.count('queued');
  }
  return all;
}

/** A change for each target that the decisions are about. `complete`: no stop left one out, which would not be as wanted. */
async function planRound(
  subject: Subject,
  decisions: readonly Decision[],
  work: Work,
  dryRun: boolean,
  run: RunContext,
): Promise<{ readonly changes: readonly PlannedWork[]; readonly complete: boolean }> {
  const planned: PlannedWork[] = [];
  for (const target of subject.targets) {
    if (run.signal.aborted) break;
    const its = decisions.filter(({ targets }) => targets?.includes(target.id) ?? true);
    if (its.length === 0) continue;
    const ids = its.map(({ id }) => id);
    const result = await planTarget(target, changeOf(target.id, its), ids, run);
    if (typeof result === 'string') continue;
    if ('plan' in result) planned.push(result);
    else {
      work.failed.push(result);
      reportFailed(result, run);
    }
  }
  const complete = !run.signal.aborted;
  await journalPlans(planned, dryRun, run);
  work.plans.push(...planned.map(({ plan }) => plan));
  return { changes: planned, complete };
}

function changeOf(target: string, decisions: readonly Decision[]): Change {
  const picture = decisions.find((each) => each.picture)?.picture;
  if (picture) return { kind: 'picture', target, picture };
  const set: Fields = Object.fromEntries(decisions.map(({ field, after }) => [field, after]));
  return { kind: 'fields', target, set };
}
