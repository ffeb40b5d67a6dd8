import { posix } from 'node:path';
import {
  batch,
  type JobRequest,
  type Json,
  map,
  type Pipeline,
  type Subject,
  tap,
} from '@earmark/core';
import { rootAbility } from '@earmark/standard';
import { exitCodeOf } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { dim } from '../output/style.ts';
import type { QueueWish } from './wish.ts';

const jobsAtOnce = 1000;

/** One job: something below a root, and what shall be done with it. */
export interface Work {
  readonly root: string;
  /** Below the root; '' is all of it. */
  readonly path: string;
  /** What of it, where it is not all. */
  readonly part?: string;
  readonly more?: Readonly<Record<string, Json>>;
}

/** Puts the work of a pipeline's subjects into the account's queue. What waits there already under the same key is not added again. */
export async function enqueue(
  { earmark, store, out, run }: Host,
  subjects: Pipeline<Subject>,
  topic: string,
  workOf: (subject: Subject) => Work,
  { priority, needs }: QueueWish,
): Promise<number> {
  const { jobs } = await earmark.store();
  const requestOf = (subject: Subject): JobRequest => {
    const { root, path, part = '', more = {} } = workOf(subject);
    const key = [`${root}:${path}`, part, more.profile ?? ''].filter((word) => word).join(' ');
    const payload = { root, path, ...more };
    return { topic, payload, key, priority, needs: [rootAbility(root), ...needs] };
  };
  const added = new Set<string>();
  const result = await run(
    subjects
      .pipe(map(async (subject: Subject) => requestOf(subject)))
      .pipe(batch(jobsAtOnce))
      .pipe(
        tap<readonly JobRequest[]>(async (requests) => {
          for (const id of await jobs.addMany(requests)) added.add(id);
        }),
      ),
  );
  out.data({ event: 'jobs-added', topic, count: added.size, store });
  out.say(`${added.size} jobs in the queue of ${earmark.account}: ${store}.`);
  out.say(dim('they are done by: earmark worker, on this machine and on others'));
  return exitCodeOf(result);
}

/** An album's own files and no others of the folder that they are in. */
export function albumOf(subject: Subject): Work {
  const { root, path } = folderOf(subject);
  const only = subject.targets.map(({ id }) => posix.relative(path, partsOf(id).path));
  return { root, path, part: subject.id, more: { only } };
}

/** The folder that all files of an album are in, below its root. */
export function folderOf({ targets }: Subject): Work {
  const places = targets.map(({ id }) => partsOf(id));
  let folder = posix.dirname(places[0]?.path ?? '');
  while (folder !== '.' && !places.every(({ path }) => path.startsWith(`${folder}/`)))
    folder = posix.dirname(folder);
  return { root: places[0]?.root ?? '', path: folder === '.' ? '' : folder };
}

/** `<root>:<path>`, as targets are called. */
export function partsOf(target: string): { readonly root: string; readonly path: string } {
  const colon = target.indexOf(':');
  return { root: target.slice(0, colon), path: target.slice(colon + 1) };
}
