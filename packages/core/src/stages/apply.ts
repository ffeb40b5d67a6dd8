import { checkOptions, flag, whole } from '../options/check.ts';
import { map } from '../pipeline/map.ts';
import type { Stage } from '../pipeline/pipeline.ts';
import { hasAnswer } from '../reviews/answer.ts';
import { reviewSubject, wholeOf } from '../reviews/parts.ts';
import type { RunContext } from '../run/context.ts';
import type { Change, Decision, Fields, Plan, Receipt, Subject } from '../spec.ts';
import { titleOf } from './albums.ts';
import { commit } from './commit.ts';
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
    const work = await plans(subject, chosen, dryRun, run);
    const receipts: Receipt[] = [];
    const skipped: FailedTarget[] = [];
    if (!dryRun) {
      const queue = [...work.plans];
      const workers = Array.from({ length: Math.min(concurrency, queue.length) }, async () => {
        for (let next = queue.shift(); next && !run.signal.aborted; next = queue.shift()) {
          const result = await commit(next, run);
          if ('receipt' in result) receipts.push(result.receipt);
          else {
            const list = result.skipped ? skipped : work.failed;
            list.push({ target: next.plan.change.target, fault: result.fault });
          }
        }
      });
      await allEnded(workers);
      const whole =
        work.complete && work.failed.length === 0 && receipts.length === work.plans.length;
      for (const { id } of whole ? chosen : []) {
        if (approved.has(id)) await run.store.reviews.markApplied(id);
      }
      if (whole) await supersede({ ...decided, decisions: free }, approved, run);
      if (whole && !decisions.some(isUndecided))
        await run.store.journal.finishSubject(run.id, subject.id);
    }
    return {
      subject,
      decisions,
      plans: work.plans.map(({ plan }) => plan),
      receipts,
      failed: work.failed,
      skipped,
    };
  }

  return Object.assign(map(applySubject), { writes: !dryRun });
}

/** Nothing is still being written when a failure goes on its way: the lease ends behind it. */
async function allEnded(workers: readonly Promise<void>[]): Promise<void> {
  await Promise.allSettled(workers);
  await Promise.all(workers);
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

/** `complete`: every target was looked at; a stop leaves some out, and those are not as wanted. */
async function plans(
  subject: Subject,
  chosen: readonly Decision[],
  dryRun: boolean,
  run: RunContext,
) {
  const planned: PlannedWork[] = [];
  const failed: FailedTarget[] = [];
  for (const target of chosen.length === 0 ? [] : subject.targets) {
    if (run.signal.aborted) break;
    const its = chosen.filter(({ targets }) => targets?.includes(target.id) ?? true);
    if (its.length === 0) continue;
    const set: Fields = Object.fromEntries(its.map(({ field, after }) => [field, after]));
    const ids = its.map(({ id }) => id);
    const change: Change = { kind: 'fields', target: target.id, set };
    const work = await planTarget(target, change, ids, run);
    if (typeof work === 'string') continue;
    if ('plan' in work) planned.push(work);
    else {
      failed.push(work);
      reportFailed(work, run);
    }
  }
  const complete = !run.signal.aborted;
  await journalPlans(planned, dryRun, run);
  return { plans: planned, failed, complete };
}
