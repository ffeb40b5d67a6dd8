import { EarmarkError, toFault } from '@earmark/spec';
import { plan as planShape } from '../guard/shapes.ts';
import type { RunContext } from '../run/context.ts';
import { isStop } from '../run/is-stop.ts';
import type { Change, Fault, Plan, Sink, Target } from '../spec.ts';

export interface PlannedWork {
  readonly sink: Sink;
  readonly plan: Plan;
  readonly decisions: readonly string[];
}
export interface FailedTarget {
  readonly target: string;
  readonly fault: Fault;
}

/** What one target would become. A target that cannot be planned is an answer too; one that a stop left unplanned is none. */
export async function planTarget(
  target: Pick<Target, 'id' | 'sink'>,
  change: Change,
  decisions: readonly string[],
  run: RunContext,
): Promise<PlannedWork | FailedTarget | 'unchanged' | 'stopped'> {
  try {
    const sink = sinkOf(target, run);
    const { catalogue } = run.store;
    const work = () => sink.plan(change, { ...run.context(sink), catalogue });
    const plan = await run.call(sink, 'plan', work, { gives: planShape });
    return plan.diff.length === 0 ? 'unchanged' : { sink, plan, decisions };
  } catch (error) {
    if (isStop(error, run.signal)) return 'stopped';
    return { target: target.id, fault: toFault(error) };
  }
}

export function reportFailed({ target, fault }: FailedTarget, run: RunContext): void {
  run.count('failed');
  run.emit('change-failed', { target, fault });
}

/** Somebody else works on it, or has just done it: no failure. */
export function reportSkipped({ target, fault }: FailedTarget, run: RunContext): void {
  run.count('skipped');
  run.emit('change-skipped', { target, fault });
}

/** Plans are written down before they are applied; those of a dry run have no future. */
export async function journalPlans(
  work: readonly PlannedWork[],
  dryRun: boolean,
  run: RunContext,
): Promise<void> {
  await run.store.journal.savePlans(
    work.map(({ sink, plan, decisions }) => ({
      run: run.id,
      sink: sink.name,
      at: run.clock.now(),
      decisions,
      plan,
      status: dryRun ? ('abandoned' as const) : ('planned' as const),
    })),
  );
  for (const { plan } of work) {
    run.count('planned');
    run.emit('change-planned', { plan, dryRun });
  }
}

function sinkOf(target: Pick<Target, 'id' | 'sink'>, run: RunContext): Sink {
  const sink = run.sinks.get(target.sink);
  if (sink) return sink;
  throw new EarmarkError(
    'config',
    `${target.id} is written by the sink ${target.sink}, which is not among the given ones (${[...run.sinks.keys()].join(', ') || 'none'})`,
  );
}
