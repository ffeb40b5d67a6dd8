import type { Job, JobRequest, JobStatus, Json, Queue } from '@earmark/core';

const atOnce = 500;

/** What a job that works below a root needs of its worker. */
export const rootAbility = (root: string): string => `root:${root}`;

/** The jobs with this status that work below a root. */
export async function jobsOfRoot(
  queue: Queue,
  root: string,
  status: JobStatus,
): Promise<readonly Job[]> {
  const found: Job[] = [];
  let before: string | undefined;
  for (;;) {
    const jobs = await queue.list({
      status,
      limit: atOnce,
      ...(before !== undefined && { before }),
    });
    found.push(...jobs.filter((job) => isBelow(job, root)));
    if (jobs.length < atOnce) return found;
    before = jobs.at(-1)?.id;
  }
}

/** The same job under another name of its root. */
export function renamed(job: Job, from: string, to: string): JobRequest {
  const { topic, payload, priority, key, needs = [], maxAttempts, notBefore } = job;
  const start = `${from}:`;
  return {
    topic,
    payload: { ...(payload as Readonly<Record<string, Json>>), root: to },
    priority,
    needs: needs.map((need) => (need === rootAbility(from) ? rootAbility(to) : need)),
    maxAttempts,
    notBefore,
    ...(key !== undefined && {
      key: key.startsWith(start) ? `${to}:${key.slice(start.length)}` : key,
    }),
  };
}

const isBelow = ({ payload }: Job, root: string): boolean =>
  typeof payload === 'object' && payload !== null && 'root' in payload && payload.root === root;
