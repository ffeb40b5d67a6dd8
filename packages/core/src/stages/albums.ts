import { type Pipeline, pipeline } from '../pipeline/pipeline.ts';
import type { Origin, Subject } from '../spec.ts';

/** Everything an origin has, as it finds it. A resumed run passes by what it finished before. */
export function albums(origin: Origin): Pipeline<Subject> {
  return pipeline({
    name: origin.name,
    origins: [origin],
    async *start(run) {
      for await (const subject of origin.subjects(run.originContext(origin))) {
        if (run.signal.aborted) return;
        if (await run.store.journal.isFinished(run.id, subject.id)) {
          run.count('resumed');
          continue;
        }
        await run.store.journal.saveSubject(subject);
        run.expect();
        run.count('subjects');
        run.emit('subject-found', { subject });
        yield subject;
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
