import { EarmarkError, toFault } from '../errors.ts';
import { map } from '../pipeline/map.ts';
import type { Stage } from '../pipeline/pipeline.ts';
import type { RunContext } from '../run/context.ts';
import type {
  Change,
  Decision,
  Fault,
  Fields,
  Plan,
  Receipt,
  Sink,
  Subject,
  Target,
} from '../spec.ts';
import { titleOf } from './albums.ts';
import { commit } from './commit.ts';
import type { Decided } from './decide.ts';

export interface Applied {
  readonly subject: Subject;
  readonly decisions: readonly Decision[];
  readonly plans: readonly Plan[];
  readonly receipts: readonly Receipt[];
  readonly failed: readonly { readonly target: string; readonly fault: Fault }[];
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
  const { dryRun = false, concurrency = 4 } = options;

  async function applySubject(decided: Decided, run: RunContext): Promise<Applied> {
    const { subject, decisions } = decided;
    const approved = dryRun ? decided.approved : await withAnswers(decided, run);
    const chosen = decisions.filter(({ band, id }) => band === 'auto' || approved.has(id));
    const work = await plans(subject, chosen, dryRun, run);
    const receipts: Receipt[] = [];
    if (!dryRun) {
      const queue = [...work.plans];
      const workers = Array.from({ length: Math.min(concurrency, queue.length) }, async () => {
        for (let next = queue.shift(); next && !run.signal.aborted; next = queue.shift()) {
          const result = await commit(next, run);
          if ('receipt' in result) receipts.push(result.receipt);
          else work.failed.push({ target: next.plan.change.target, fault: result.fault });
        }
      });
      await Promise.all(workers);
      const whole = work.failed.length === 0 && receipts.length === work.plans.length;
      for (const { id } of whole ? chosen : []) {
        if (approved.has(id)) await run.store.reviews.markApplied(id);
      }
      if (whole) await run.store.journal.finishSubject(run.id, subject.id);
    }
    return {
      subject,
      decisions,
      plans: work.plans.map(({ plan }) => plan),
      receipts,
      failed: work.failed,
    };
  }

  return Object.assign(map(applySubject), { writes: !dryRun });
}

/** Queues what needs a person, and gives the decisions that a person has already said yes to. */
async function withAnswers({ subject, decisions, approved }: Decided, run: RunContext) {
  const all = new Set(approved);
  for (const decision of decisions) {
    const { id, band, field, before, after, confidence } = decision;
    if ((band !== 'review' && band !== 'manual') || approved.has(id)) continue;
    const known = await run.store.reviews.get(id);
    if (known?.status === 'accepted') all.add(id);
    // Nothing is proposed: an outage is on record, but there is nothing that a person could accept.
    if (known?.status === 'accepted' || decision.belief === 0) continue;
    await run.store.reviews.queue({
      decision: id,
      subject: subject.id,
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

export interface PlannedWork {
  readonly sink: Sink;
  readonly plan: Plan;
  readonly decisions: readonly string[];
}

async function plans(
  subject: Subject,
  chosen: readonly Decision[],
  dryRun: boolean,
  run: RunContext,
) {
  const planned: PlannedWork[] = [];
  const failed: { target: string; fault: Fault }[] = [];
  if (chosen.length === 0) return { plans: planned, failed };
  const set: Fields = Object.fromEntries(chosen.map(({ field, after }) => [field, after]));
  const ids = chosen.map(({ id }) => id);
  for (const target of subject.targets) {
    if (run.signal.aborted) break;
    try {
      const sink = sinkOf(target, run);
      const change: Change = { kind: 'fields', target: target.id, set };
      const plan = await sink.plan(change, run.context(sink));
      if (plan.diff.length === 0) continue;
      planned.push({ sink, plan, decisions: ids });
    } catch (error) {
      if (EarmarkError.is(error, 'aborted')) break;
      failed.push({ target: target.id, fault: toFault(error) });
      run.count('failed');
      run.emit('change-failed', { target: target.id, fault: toFault(error) });
    }
  }
  await run.store.journal.savePlans(
    planned.map(({ sink, plan, decisions }) => ({
      run: run.id,
      sink: sink.name,
      at: run.clock.now(),
      decisions,
      plan,
      status: dryRun ? ('abandoned' as const) : ('planned' as const),
    })),
  );
  for (const { plan } of planned) {
    run.count('planned');
    run.emit('change-planned', { plan, dryRun });
  }
  return { plans: planned, failed };
}

export function sinkOf(target: Pick<Target, 'id' | 'sink'>, run: RunContext): Sink {
  const sink = run.sinks.get(target.sink);
  if (sink) return sink;
  throw new EarmarkError(
    'config',
    `${target.id} is written by the sink ${target.sink}, which is not among the given ones (${[...run.sinks.keys()].join(', ') || 'none'})`,
  );
}
