import { join } from 'node:path';
import {
  albums,
  apply,
  decide,
  type Earmark,
  EarmarkError,
  enrich,
  type Fault,
  type Job,
  type JobContext,
  type JobHandler,
  type MediaCostName,
  type Pipeline,
  type Run,
  transcode,
} from '@earmark/core';
import { createMediaFiles } from '@earmark/transcoder';
import { libraryAt } from '../library-at.ts';
import { kindsFor } from '../media-at.ts';
import { rootAbility } from '../roots/jobs-of-root.ts';
import { asTrouble, rootsHere } from './roots-here.ts';

export interface HandlerOptions {
  readonly earmark: Earmark;
  /** Where this machine has the roots, before what the state knows of it. */
  readonly roots: Readonly<Record<string, string>>;
  readonly watch: (run: Run) => void;
}

/** What a job asks for: something below a root, which each machine has where it has it. */
interface Request {
  readonly root: string;
  readonly path: string;
  readonly profile?: string;
  readonly accepts?: readonly MediaCostName[];
  readonly deep?: boolean;
  /** Files below `path`, where not all of it is meant. */
  readonly only?: readonly string[];
}

/** Each topic is the pipeline of the recipe of the same name, below one place of a root. */
export function createHandlers(options: HandlerOptions): Readonly<Record<string, JobHandler>> {
  return {
    tag: (job, context) =>
      work(options, job, context, ({ root, path, only = [] }, roots) =>
        albums(libraryAt({ path: join(roots[root] ?? '', path), roots, only }))
          .pipe(enrich())
          .pipe(decide())
          .pipe(apply()),
      ),
    transcode: (job, context) =>
      work(options, job, context, ({ root, path, profile, accepts = [], deep = true }, roots) => {
        if (profile === undefined)
          throw new EarmarkError('malformed', `job ${job.id} names no profile`);
        const files = createMediaFiles({
          roots: { [root]: roots[root] ?? '' },
          ...(path === '' ? {} : { below: path }),
          deep,
          ...kindsFor(profile),
        });
        return albums(files).pipe(transcode({ profile, accepts }));
      }),
  };
}

async function work(
  { earmark, roots, watch }: HandlerOptions,
  job: Job,
  { account, signal, progress }: JobContext,
  pipelineFor: (request: Request, roots: Readonly<Record<string, string>>) => Pipeline<unknown>,
): Promise<undefined> {
  const view = viewOf(earmark, account);
  const request = requestOf(job);
  const { root } = request;
  const place = (await rootsHere(view, roots))[root];
  if (place === undefined)
    throw new EarmarkError(
      'config',
      `this machine does not know where root ${root} is: start its worker with --map ${root}=/path`,
      { lacks: rootAbility(root) },
    );
  const run = view.run(pipelineFor(request, { [root]: place }), {
    signal,
    request: { command: 'worker' },
    job: job.id,
  });
  watch(run);
  let last: Fault | undefined;
  run.on('change-failed', ({ fault }) => {
    last = fault;
  });
  run.on('run-progressed', ({ done, total }) => {
    if (total) progress(done / total);
  });
  const { outcome, counts, fault = last } = await run.done;
  if (outcome === 'stopped') throw new EarmarkError('aborted', 'the worker was stopped');
  if (outcome === 'failed' || (counts.failed ?? 0) > 0)
    throw await asTrouble(
      root,
      place,
      fault ?? { code: 'internal', message: `run ${run.id} failed` },
    );
  if ((counts.subjects ?? 0) === 0)
    throw await asTrouble(root, place, {
      code: 'io',
      message: `no files of ${root}:${request.path} on this machine: is the share mounted, and is --map right?`,
    });
  // What somebody else held is still to be done.
  if ((counts.skipped ?? 0) > 0)
    throw new EarmarkError('locked', `Locked by another process: ${counts.skipped} of the files`);
  return undefined;
}

/** Whoever starts a worker for several accounts gives all of them what its configuration has; roots are each account's own. */
export function viewOf(earmark: Earmark, account: string): Earmark {
  if (account === earmark.account) return earmark;
  const { roots: _roots, origins: _origins, ...plugins } = earmark.own;
  return earmark.for(account, plugins);
}

function requestOf({ id, payload }: Job): Request {
  const { root, path = '', profile, accepts, deep, only } = (payload ?? {}) as Partial<Request>;
  const isBelow = (place: unknown): place is string =>
    typeof place === 'string' && !place.split(/[\\/]/).includes('..');
  const isList = only === undefined || (Array.isArray(only) && only.every(isBelow));
  if (typeof root !== 'string' || !isBelow(path) || !isList)
    throw new EarmarkError('malformed', `job ${id} does not name a place below a root`);
  return {
    root,
    path,
    ...(typeof profile === 'string' ? { profile } : {}),
    ...(Array.isArray(accepts) ? { accepts } : {}),
    ...(typeof deep === 'boolean' ? { deep } : {}),
    ...(only === undefined ? {} : { only }),
  };
}
