import { toFault } from '@earmark/spec';
import { targets as targetsShape } from '../guard/shapes.ts';
import type { RunContext } from '../run/context.ts';
import { isStop } from '../run/is-stop.ts';
import type { Subject, Target } from '../spec.ts';

/** The subject with the targets that its origin does not know of. A sink that cannot say adds none, and that is told. */
export async function withMoreTargets(subject: Subject, run: RunContext): Promise<Subject> {
  const targets = new Map(subject.targets.map((target) => [keyOf(target), target]));
  for (const sink of run.sinks.values()) {
    if (!sink.targetsOf) continue;
    const ctx = { ...run.context(sink), catalogue: run.store.catalogue };
    try {
      const more = () => sink.targetsOf?.(subject, ctx) ?? [];
      for (const target of await run.call(sink, 'targetsOf', more, { gives: targetsShape }))
        targets.set(keyOf(target), target);
    } catch (error) {
      if (isStop(error, run.signal)) throw error;
      const { name: plugin, kind } = sink;
      run.count('plugin-failures');
      run.emit('plugin-failed', { plugin, kind, subject: subject.id, fault: toFault(error) });
    }
  }
  return targets.size === subject.targets.length
    ? subject
    : { ...subject, targets: [...targets.values()] };
}

const keyOf = ({ sink, id }: Target) => `${sink} ${id}`;
