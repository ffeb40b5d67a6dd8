import { wasLeft } from '../guard/guard.ts';
import { subject as subjectShape } from '../guard/shapes.ts';
import { type Check, callable, checkOptions, whole } from '../options/check.ts';
import { pluginOf } from '../options/earmark-options.ts';
import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { RunContext } from '../run/context.ts';
import { countFinished } from '../run/earlier.ts';
import type { Origin, OriginContext, Subject } from '../spec.ts';
import { withMoreTargets } from './more-targets.ts';

export interface AlbumsOptions {
  /** Only these; the others are not counted. */
  readonly where?: (subject: Subject) => boolean;
  /** Only so many; what lies behind them is not looked for. */
  readonly limit?: number;
}

const count: Check = (value, path) => {
  if (value !== Number.POSITIVE_INFINITY) whole(1)(value, path);
};

/** Everything an origin has, as it finds it. A resumed run passes by what it finished before. */
export function albums(origin: Origin, options: AlbumsOptions = {}): Pipeline<Subject> {
  pluginOf('origin')(origin, 'albums: the origin');
  checkOptions(options, 'albums', { where: callable, limit: count });
  const { where, limit = Number.POSITIVE_INFINITY } = options;
  return pipeline({
    name: origin.name,
    origins: [origin],
    async *start(run) {
      let announced = Number.POSITIVE_INFINITY;
      let found = 0;
      let resumed = 0;
      const expect = () => {
        const total = Math.min(announced, limit) - resumed;
        // Nobody can tell how many a choice will let through.
        if (where === undefined && Number.isFinite(total)) run.expect(total);
      };
      const context = run.originContext(origin, (subjects) => {
        announced = subjects;
        expect();
      });
      for await (const subject of subjectsOf(origin, context, run)) {
        if (run.signal.aborted) return;
        if (where?.(subject) === false) continue;
        if (await run.store.journal.isFinished(run.id, subject.id)) {
          resumed += 1;
          await countFinished(subject, run);
          expect();
        } else {
          const whole = await withMoreTargets(subject, run);
          await run.store.journal.saveSubject(whole);
          found += 1;
          run.count('subjects');
          run.emit('subject-found', { subject: whole });
          if (found + resumed >= limit) run.expect(found);
          yield whole;
        }
        if (found + resumed >= limit) break;
      }
      run.expect(found);
    },
  });
}

/** A stop waits for what an origin is doing, as it writes to the catalogue; a mute one is left. */
async function* subjectsOf(
  origin: Origin,
  context: OriginContext,
  run: RunContext,
): AsyncIterable<Subject> {
  const started = () => origin.subjects(context)[Symbol.asyncIterator]();
  const subjects = await run.call(origin, 'subjects', started, { writes: true });
  const next = () =>
    run.call(origin, 'subjects', () => subjects.next(), { gives: nextSubject, writes: true });
  let left = false;
  try {
    for (let each = await next(); !each.done; each = await next()) yield each.value;
  } catch (error) {
    left = wasLeft(error);
    throw error;
  } finally {
    // Whoever does not answer does not hear that nothing more is wanted.
    if (!left) await run.call(origin, 'subjects', () => subjects.return?.(), { writes: true });
  }
}

const nextSubject: Check = (value, path) => {
  const { done, value: subject } = value as IteratorResult<Subject>;
  if (!done) subjectShape(subject, path);
};

/** How a person calls a subject. */
export function titleOf(subject: Pick<Subject, 'title' | 'creators'>): string {
  const creators = subject.creators.join(', ');
  return creators === '' ? subject.title : `${creators} – ${subject.title}`;
}
