import { parentPort, workerData } from 'node:worker_threads';
import { EarmarkError, toFault } from '@earmark/core';
import { createProgress } from './pool/progress.ts';
import {
  farewell,
  type Job,
  type WorkerAnswer,
  type WorkerRequest,
  type WorkerSetup,
} from './pool/protocol.ts';
import { loadFormats } from './worker/codecs.ts';
import { commitJob } from './worker/commit-job.ts';
import { pictureJob } from './worker/picture-job.ts';
import { planJob } from './worker/plan-job.ts';
import { prepareJob } from './worker/prepare-job.ts';
import { readJob } from './worker/read-job.ts';
import { stateJob } from './worker/state-job.ts';

const port = parentPort;
if (port === null)
  throw new EarmarkError(
    'internal',
    '@earmark/tags/worker is a thread of @earmark/tags, not a module',
  );
const { formats, progress: cells } = workerData as WorkerSetup;
const progress = createProgress(cells);
const loading = loadFormats(formats);
// A module that cannot be loaded is told to every request, not to the process.
loading.catch(() => undefined);

/** The port of Deno cannot be closed. */
const end = () => ('close' in port ? port.close() : process.exit());

// One request at a time: what the progress cells say is true only then.
let last: Promise<void> = Promise.resolve();
port.on('message', (request: WorkerRequest | typeof farewell) => {
  last =
    request === farewell
      ? Promise.allSettled([last, loading]).then(end)
      : last.then(async () => port.postMessage(await answer(request)));
});

async function answer({ id, job }: WorkerRequest): Promise<WorkerAnswer> {
  progress.begin(id, 0);
  try {
    return { id, json: JSON.stringify(await work(id, job)) };
  } catch (error) {
    return { id, fault: toFault(error) };
  }
}

async function work(id: number, job: Job): Promise<unknown> {
  const loaded = await loading;
  switch (job.kind) {
    case 'read':
      return readJob(job, loaded, progress.beat, (item) => progress.begin(id, item));
    case 'plan':
      return planJob(job, loaded, progress.beat);
    case 'picture':
      return pictureJob(job, loaded);
    case 'state':
      return stateJob(job, loaded, progress.beat);
    case 'prepare':
      return prepareJob(job, loaded, progress.beat);
    case 'commit':
      return commitJob(job, progress);
  }
}
