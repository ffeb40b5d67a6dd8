import { randomUUID } from 'node:crypto';
import { EarmarkError, toFault } from '@earmark/spec';
import { lifeOfOwner } from '../files/owner.ts';
import type { Life } from '../files/process-identity.ts';
import type { PlanRecord } from '../ports.ts';
import type { Finding, Sink } from '../spec.ts';
import type { RunContext } from './context.ts';
import { isStop } from './is-stop.ts';
import { settle } from './settle.ts';

const pageSize = 500;
/** Of a run on another machine a plan this young is taken for being carried out: a job whose worker died comes back later. */
const youngMs = 45_000;

/**
 * Closes the gap that a killed process left between the files and the journal: every plan without an end is
 * looked at. What was done gets its receipt; what was not begun is given up, and planned again by whoever
 * wants it; what is neither is reported. A plan of a run whose process lives is left to it, without asking for
 * the lease that it may be about to take.
 */
export async function recover(run: RunContext): Promise<void> {
  for (const sink of run.sinks.values()) {
    for (const { level, text } of await recovered(sink, run)) {
      if (level === 'ok') run.log.info(text);
      else run.log.warn(text);
    }
  }
  const held = new Set<string>();
  const isUnderWay = livingRuns(run);
  while (!run.signal.aborted) {
    const page = await run.store.journal.plans({ status: 'planned', limit: pageSize + held.size });
    const open = page.filter(({ plan }) => !held.has(plan.id));
    if (open.length === 0) return;
    for (const record of open)
      if ((await isUnderWay(record)) || !(await close(record, run))) held.add(record.plan.id);
  }
}

/** Whether somebody carries a plan out, for all that can be known without its lease. */
function livingRuns({
  id,
  clock,
  store,
  withOthers,
}: RunContext): (record: PlanRecord) => Promise<boolean> {
  const lives = new Map<string, Life>();
  async function lifeOf(of: string): Promise<Life> {
    const { outcome, owner } = (await store.journal.run(of)) ?? {};
    // What is left of a run that has ended, or is resumed here, is nobody's.
    if (outcome !== undefined || of === id) return 'dead';
    return owner === undefined ? 'unknown' : lifeOfOwner(owner);
  }
  return async ({ run: of, at }) => {
    // Who holds the whole account's lease is alone.
    if (!withOthers) return false;
    const life = lives.get(of) ?? (await lifeOf(of));
    lives.set(of, life);
    return life === 'alive' || (life === 'elsewhere' && clock.now() - at < youngMs);
  };
}

/** What an earlier process left stays where it is when the sink cannot see to it: its plans are looked at all the same. */
async function recovered(sink: Sink, run: RunContext): Promise<readonly Finding[]> {
  if (!sink.recover) return [];
  try {
    const recover = () => sink.recover?.(run.context(sink)) ?? [];
    return await run.call(sink, 'recover', recover, { writes: true });
  } catch (error) {
    if (isStop(error, run.signal)) throw error;
    const fault = toFault(error);
    run.emit('plugin-failed', { plugin: sink.name, kind: sink.kind, fault });
    throw error;
  }
}

/** False where the plan has to stay open: somebody else works on it, its sink is not here, or its disk. */
async function close(record: PlanRecord, run: RunContext): Promise<boolean> {
  const { plan } = record;
  const sink = run.sinks.get(record.sink);
  if (!sink) return false;
  const { journal } = run.store;
  try {
    const lease = await run.lease(plan.change.target);
    try {
      // Whoever worked on it may have come to its end while the lease was waited for.
      const open = await journal.plans({ target: plan.change.target, status: 'planned' });
      if (!open.some(({ plan: { id } }) => id === plan.id)) return true;
      const end = await settle({ sink, plan }, lease, run);
      if (typeof end === 'object') {
        const { run: of, sink: name, decisions } = record;
        await journal.saveReceipt({
          id: randomUUID(),
          run: of,
          sink: name,
          receipt: end,
          decisions,
        });
        run.count('recovered');
      } else if (end === 'before') {
        await journal.setPlanStatus(plan.id, 'abandoned');
      } else {
        const text = `${plan.change.target} is neither as it was nor as planned: someone else changed it`;
        const fault = { code: 'conflict' as const, message: text };
        await journal.setPlanStatus(plan.id, 'failed', fault);
        run.emit('change-failed', { target: plan.change.target, fault });
      }
      return true;
    } finally {
      await lease.release();
    }
  } catch (error) {
    if (EarmarkError.is(error, 'locked', 'aborted')) return false;
    const fault = toFault(error);
    run.log.warn(`the plan for ${plan.change.target} could not be looked at after a crash`, {
      fault,
    });
    // A share that is not mounted comes back: then the plan can be told.
    if (fault.code === 'io') return false;
    await journal.setPlanStatus(plan.id, 'failed', fault);
    return true;
  }
}
