import type { Job, JobEnding } from '../ports/queue.ts';
import type { Fault } from '../spec.ts';

/** Why a job that silenced its worker at every attempt is given up. */
export function silentFault({
  topic,
  worker,
  attempts,
}: Pick<Job, 'topic' | 'attempts'> & { readonly worker?: string | null }): Fault {
  return {
    code: 'internal',
    message: `the ${topic} job was given up: its worker ${worker} fell silent at attempt ${attempts}, the last one allowed`,
  };
}

/** Of jobs with the same topic and key, in the order they were added, the last; all those without a key. */
export function lastOfEachKey(jobs: readonly Job[]): readonly Job[] {
  const last = new Map(jobs.map((job) => [`${job.topic} ${job.key ?? job.id}`, job]));
  return [...last.values()];
}

/** After it there may be something to claim that was not there before. */
export const leavesWork = (ending: JobEnding): boolean =>
  ending.status === 'postponed' || (ending.status === 'done' && (ending.next ?? []).length > 0);
