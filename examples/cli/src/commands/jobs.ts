import { EarmarkError, type Job, type JobStatus, unserved, watchJobs } from '@earmark/core';
import { titleOfJob } from '@earmark/standard';
import { Option } from 'commander';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { listenFor } from '../io.ts';
import { counted } from '../output/counted.ts';
import type { ShowPlace } from '../output/place.ts';
import { printable } from '../output/printable.ts';
import { type Column, table } from '../output/table.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

const statuses: readonly JobStatus[] = ['waiting', 'active', 'done', 'failed', 'cancelled'];

export const defineJobs: DefineCommand = (jobs, session) => {
  jobs
    .command('list', { isDefault: true })
    .addOption(new Option('--status <status>', 'only these').choices(statuses))
    .option('--limit <n>', 'at most this many', '100')
    .description(
      'all jobs, newest first, with why they wait or failed; what no worker can do is said',
    )
    .action(async (flags: { status?: JobStatus; limit: string }, command) => {
      await withHost(session.globals(command), async ({ earmark, out, place }) => {
        const queue = (await earmark.store()).jobs;
        const found = await queue.list({
          limit: wholeNumber('--limit', flags.limit, 1),
          ...(flags.status === undefined ? {} : { status: flags.status }),
        });
        for (const job of found) out.data({ event: 'job', ...job });
        out.say(found.length === 0 ? 'No jobs.' : table(found, columnsFor(place), out.width));
        for (const { topic, needs, count } of await unserved(queue, Date.now())) {
          out.data({ event: 'jobs-unserved', topic, needs, count });
          const words = needs.length > 0 ? ` that can do ${needs.join(', ')}` : '';
          out.note(
            `${counted(count, `${topic} job`)} in the queue, and no worker is running${words}`,
          );
        }
      });
    });
  jobs
    .command('watch')
    .description('show jobs as they are taken, progress and end, until Ctrl-C')
    .action(async (_flags, command) => {
      session.code = await withHost(session.globals(command), watch);
    });
  jobs
    .command('cancel')
    .argument('<id...>')
    .description('cancel a waiting job, or end an active one')
    .action(async (ids: readonly string[], _flags, command) => {
      await withHost(session.globals(command), async ({ earmark, out }) => {
        const queue = (await earmark.store()).jobs;
        for (const id of ids) {
          if (!(await queue.cancel(id)))
            throw new EarmarkError('not-found', `no job ${id} is waiting or active`);
          out.data({ event: 'job-cancelled', id });
          out.say(`cancelled ${id}`);
        }
      });
    });
  jobs
    .command('retry')
    .argument('[id...]', 'default: all that failed')
    .description('queue failed or cancelled jobs again, with all their attempts')
    .action(async (ids: readonly string[], _flags, command) => {
      await withHost(session.globals(command), (host) => retry(host, ids));
    });
};

async function retry({ earmark, out }: Host, ids: readonly string[]): Promise<void> {
  const queue = (await earmark.store()).jobs;
  let count = 0;
  for (const id of ids) {
    if (!(await queue.retry(id)))
      throw new EarmarkError(
        'not-found',
        `job ${id} is neither failed nor cancelled, or the same work is queued already`,
      );
    count += 1;
    out.data({ event: 'job-retried', id });
  }
  if (ids.length === 0) {
    count = await queue.retryFailed();
    out.data({ event: 'jobs-retried', count });
  }
  out.say(`Back in the queue: ${counted(count, 'job')}.`);
}

async function watch({ earmark, out, io, place }: Host): Promise<number> {
  const watching = new AbortController();
  using _stop = listenFor(io.signals, ['SIGINT', 'SIGTERM'], () => watching.abort());
  const queue = (await earmark.store()).jobs;
  for await (const job of watchJobs({ queue, signal: watching.signal })) {
    out.data({ event: 'job', ...job });
    out.say(`${new Date().toLocaleTimeString()}  ${stateOf(job)}  ${workOf(job, place)}`);
  }
  return ended.stopped;
}

function stateOf({ status, progress, worker }: Job): string {
  const part =
    status === 'active' && progress !== undefined ? ` ${Math.round(progress * 100)} %` : '';
  return `${status}${part}${worker ? ` on ${printable(worker)}` : ''}`;
}

function workOf(job: Job, place: ShowPlace): string {
  return printable(
    [titleOfJob(job, place), untilOf(job), job.fault?.message ?? ''].join('  ').trim(),
  );
}

function untilOf({ status, notBefore }: Job): string {
  if (status !== 'waiting' || notBefore <= Date.now()) return '';
  return `(until ${new Date(notBefore).toLocaleString()})`;
}

const columnsFor = (place: ShowPlace): readonly Column<Job>[] => [
  { title: 'id', value: ({ id }) => id },
  { title: 'status', value: stateOf },
  { title: 'tries', value: ({ attempts }) => String(attempts), align: 'right' },
  { title: 'priority', value: ({ priority }) => String(priority), align: 'right' },
  {
    title: 'needs',
    // The root is in the title.
    value: ({ needs = [] }) => needs.filter((need) => !need.startsWith('root:')).join(', '),
  },
  { title: 'what', value: (job) => workOf(job, place), flexible: true },
];
