import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { Origin, Subject } from '../spec.ts';

export interface AlbumsOptions {
  /** Only these; the others are not counted. */
  readonly where?: (subject: Subject) => boolean;
  /** Only so many; what lies behind them is not looked for. */
  readonly limit?: number;
}

/** Everything an origin has, as it finds it. A resumed run passes by what it finished before. */
export function albums(
  origin: Origin,
  { where = () => true, limit = Number.POSITIVE_INFINITY }: AlbumsOptions = {},
): Pipeline<Subject> {
  return pipeline({
    name: origin.name,
    origins: [origin],
    async *start(run) {
      let left = limit;
      for await (const subject of origin.subjects(run.originContext(origin))) {
        if (run.signal.aborted) return;
        if (!where(subject)) continue;
        left -= 1;
        if (await run.store.journal.isFinished(run.id, subject.id)) {
          run.count('resumed');
        } else {
          await run.store.journal.saveSubject(subject);
          run.expect();
          run.count('subjects');
          run.emit('subject-found', { subject });
          if (left <= 0) run.expectNoMore();
          yield subject;
        }
        if (left <= 0) break;
      }
      run.expectNoMore();
    },
  });
}

/** How a person calls a subject. */
export function titleOf(subject: Pick<Subject, 'title' | 'creators'>): string {
  const creators = subject.creators.join(', ');
  return creators === '' ? subject.title : `${creators} – ${subject.title}`;
}
