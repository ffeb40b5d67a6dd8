import { EarmarkError, toFault } from '@earmark/spec';
import { costRefusal, unacceptedCosts } from '../media-costs.ts';
import { checkOptions, flag, listOf, must, oneOf, text, whole } from '../options/check.ts';
import { map } from '../pipeline/map.ts';
import type { Stage } from '../pipeline/pipeline.ts';
import type { RunContext } from '../run/context.ts';
import type { Change, Lease, MediaCostName, Plan, Receipt, Subject, Target } from '../spec.ts';
import { commit } from './commit.ts';
import {
  type FailedTarget,
  journalPlans,
  planTarget,
  reportFailed,
  reportSkipped,
} from './planning.ts';

export interface TranscodeOptions {
  /** By the name that the sink knows it by. */
  readonly profile: string;
  /** What it may cost: else a target that has such a cost is left as it is, and told as `change-skipped`. Default: nothing. */
  readonly accepts?: readonly MediaCostName[];
  /** Plan everything, change nothing. */
  readonly dryRun?: boolean;
  /** Which sink does it. Default `transcode`. */
  readonly sink?: string;
  /** How many subjects are worked on at once. Default 1: an encoder uses all processors by itself. */
  readonly concurrency?: number;
}
export interface Transcoded {
  readonly subject: Subject;
  readonly plans: readonly Plan[];
  readonly receipts: readonly Receipt[];
  readonly failed: readonly FailedTarget[];
  /** Held or just done by somebody else; the fault says by whom. */
  readonly skipped: readonly FailedTarget[];
  /** Left as they are, as it would cost what nobody accepted; the fault says what. */
  readonly declined: readonly FailedTarget[];
}
type Outcome =
  | { readonly what: 'unchanged' | 'stopped' }
  | { readonly what: 'planned'; readonly plan: Plan }
  | { readonly what: 'applied'; readonly plan: Plan; readonly receipt: Receipt }
  | {
      readonly what: 'failed' | 'skipped' | 'declined';
      readonly target: FailedTarget;
      readonly plan?: Plan;
    };

/**
 * Every target becomes what the profile says. Each is planned under its lease, right before it is done: among
 * many workers a plan is never older than the lock.
 */
export function transcode(options: TranscodeOptions): Stage<Subject, Transcoded> {
  checkOptions(options, 'transcode', {
    profile: text,
    accepts: listOf(oneOf('lossy', 'growth')),
    dryRun: flag,
    sink: text,
    concurrency: whole(1),
  });
  must(options.profile !== undefined, 'transcode: profile', 'text', undefined);
  const { profile, accepts = [], dryRun = false, sink = 'transcode', concurrency = 1 } = options;
  const wanted = { kind: 'media', profile, ...(accepts.length > 0 ? { accepts } : {}) } as const;

  async function each(subject: Subject, run: RunContext): Promise<Transcoded> {
    const outcomes: Outcome[] = [];
    for (const { id } of subject.targets) {
      if (run.signal.aborted) break;
      const change: Change = { ...wanted, target: id };
      const outcome = dryRun
        ? await foreseen({ id, sink }, change, run)
        : await underLease({ id, sink }, change, run);
      outcomes.push(outcome);
    }
    const whole =
      outcomes.length === subject.targets.length &&
      outcomes.every(
        ({ what }) => what === 'unchanged' || what === 'applied' || what === 'declined',
      );
    if (whole && !dryRun) await run.store.journal.finishSubject(run.id, subject.id);
    const targetsThat = (what: 'failed' | 'skipped' | 'declined') =>
      outcomes.flatMap((outcome) => (outcome.what === what ? [outcome.target] : []));
    return {
      subject,
      plans: outcomes.flatMap((outcome) => ('plan' in outcome ? [outcome.plan] : [])),
      receipts: outcomes.flatMap((outcome) => ('receipt' in outcome ? [outcome.receipt] : [])),
      failed: targetsThat('failed'),
      skipped: targetsThat('skipped'),
      declined: targetsThat('declined'),
    };
  }

  return Object.assign(map(each, { concurrency }), { writes: !dryRun });
}

type Aim = Pick<Target, 'id' | 'sink'>;

async function underLease(aim: Aim, change: Change, run: RunContext): Promise<Outcome> {
  let lease: Lease;
  try {
    lease = await run.lease(aim.id);
  } catch (error) {
    const target = { target: aim.id, fault: toFault(error) };
    return EarmarkError.is(error, 'locked') ? skipped(target, run) : failed(target, run);
  }
  try {
    return await foreseen(aim, change, run, lease);
  } finally {
    await lease.release();
  }
}

/** Plans, and with a lease applies. */
async function foreseen(
  aim: Aim,
  change: Change,
  run: RunContext,
  lease?: Lease,
): Promise<Outcome> {
  const work = await planTarget(aim, change, [], run);
  if (typeof work === 'string') {
    if (work === 'unchanged') run.count(work);
    return { what: work };
  }
  if (!('plan' in work)) {
    // No such profile, no such sink: it would be the same for every other target.
    if (work.fault.code === 'config') throw new EarmarkError('config', work.fault.message);
    // It was there when the folder was listed: another worker was faster.
    return work.fault.code === 'not-found' ? skipped(work, run) : failed(work, run);
  }
  const { plan } = work;
  const refusal = costRefusal(plan);
  if (refusal) return declined(plan, refusal, run);
  await journalPlans([work], lease === undefined, run);
  if (!lease) return { what: 'planned', plan };
  const result = await commit(work, run, lease);
  if ('receipt' in result) return { what: 'applied', plan, receipt: result.receipt };
  return { what: 'failed', plan, target: { target: aim.id, fault: result.fault } };
}

function failed(target: FailedTarget, run: RunContext): Outcome {
  reportFailed(target, run);
  return { what: 'failed', target };
}

function skipped(target: FailedTarget, run: RunContext): Outcome {
  reportSkipped(target, run);
  return { what: 'skipped', target };
}

function declined(plan: Plan, refusal: EarmarkError, run: RunContext): Outcome {
  const target = { target: plan.change.target, fault: toFault(refusal) };
  run.count('declined');
  for (const { cost } of unacceptedCosts(plan)) run.count(`declined:${cost}`);
  run.emit('change-skipped', target);
  return { what: 'declined', target, plan };
}
