import type { WorkerEvent } from '@earmark/core';
import { startJobWorker, titleOfJob } from '@earmark/standard';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { listenFor } from '../io.ts';
import { createShowPlace, type ShowPlace } from '../output/place.ts';
import { printable } from '../output/printable.ts';
import { red, yellow } from '../output/style.ts';
import { words } from '../queue/wish.ts';
import { wholeNumber } from '../whole-number.ts';
import { pathMap } from '../worker/path-map.ts';
import type { DefineCommand } from './command.ts';

interface WorkerFlags {
  readonly topics?: string;
  readonly capabilities?: string;
  readonly concurrency: string;
  readonly map?: readonly string[];
  readonly accounts?: string;
  readonly drain?: boolean;
}

export const defineWorker: DefineCommand = (command, session) => {
  command
    .option(
      '--topics <names>',
      'only these kinds of jobs, separated by commas (default: transcode, and tag where there are sources)',
    )
    .option(
      '--capabilities <words>',
      'what it can do, separated by commas, such as opus,hevc,hevc-gpu (default: found out by trial encodes)',
    )
    .option('--concurrency <n>', 'jobs at a time', '1')
    .option(
      '--map <root=path...>',
      'where this machine has a root, such as music=M:\\Music; repeatable',
    )
    .option(
      '--accounts <names>',
      'whose jobs, separated by commas, in turn (default: the one of --account)',
    )
    .option(
      '--drain',
      'end when nothing is left to do; failed attempts are waited for, up to an hour',
    )
    .addHelpText(
      'after',
      `
Many machines share a queue through EARMARK_DATABASE_URL. Ctrl-C gives back what is under way.
A job that needs something is done only where that is among the capabilities.
  earmark tag /music --queue
  earmark transcode /films --profile hevc --queue --needs hevc-gpu
  earmark worker --topics transcode --concurrency 2 --map films=/mnt/films
  earmark worker --map music=M:\\Music --map films=\\\\nas\\media\\films      on Windows`,
    )
    .action(async (flags: WorkerFlags, command) => {
      session.code = await withHost(
        session.globals(command),
        (host) => work(host, flags),
        // The queue tells jobs apart: workers of one state do not wait for one another.
        (composed) => (composed.leases === 'account' ? { ...composed, leases: 'state' } : composed),
      );
    });
};

async function work(host: Host, flags: WorkerFlags): Promise<number> {
  const { earmark, settings, out, io } = host;
  const mapped = pathMap(flags.map ?? []);
  const place = createShowPlace({ ...host.roots, ...mapped }, io.cwd);
  const { FFMPEG_PATH: ffmpeg, FFPROBE_PATH: ffprobe } = settings.context.env;
  let failed = 0;
  const lost = new Set<string>();
  const worker = await startJobWorker({
    earmark,
    ...(flags.accounts === undefined ? {} : { accounts: words(flags.accounts) }),
    roots: { ...settings.config.roots, ...mapped },
    ...(flags.topics === undefined ? {} : { topics: words(flags.topics) }),
    ...(flags.capabilities === undefined ? {} : { can: words(flags.capabilities) }),
    ...(ffmpeg ? { ffmpeg } : {}),
    ...(ffprobe ? { ffprobe } : {}),
    concurrency: wholeNumber('--concurrency', flags.concurrency, 1),
    drain: flags.drain === true,
    onRun: (run) => run.onAny((envelope) => out.data(envelope)),
    onEvent(event) {
      const { what, ...rest } = event;
      out.data({ event: what, ...rest });
      if (event.what === 'job-failed') failed += 1;
      if (event.what === 'ability-lost') lost.add(event.ability);
      if (event.what === 'ability-back') lost.delete(event.ability);
      const text = told(event, place);
      if (text) out.note(text);
    },
  });
  const { topics, can, note } = worker;
  if (note) out.note(yellow(note));
  out.data({ event: 'worker-started', worker: worker.name, topics, can });
  const able = can.length > 0 ? ` with ${can.join(', ')}` : '';
  out.note(`worker ${worker.name} does ${topics.join(', ')}${able}`);
  let stopped = false;
  const stop = () => {
    if (stopped) io.exit(ended.stopped);
    stopped = true;
    out.note('stopping: what is under way is given back (Ctrl-C again to leave at once)');
    worker.stop().catch(() => undefined);
  };
  using _stop = listenFor(io.signals, ['SIGINT', 'SIGTERM'], stop);
  await worker.done;
  if (stopped) return ended.stopped;
  return failed + lost.size > 0 ? ended.failed : ended.done;
}

function told(event: WorkerEvent, place: ShowPlace): string | undefined {
  switch (event.what) {
    case 'job-started':
      return undefined;
    case 'job-done':
      return `${printable(titleOfJob(event.job, place))}: done`;
    case 'job-failed':
      return red(
        `${printable(titleOfJob(event.job, place))}: ${printable(event.fault.message)}${event.retryAt === undefined ? '' : ` (again at ${timeOf(event.retryAt)})`}`,
      );
    case 'job-postponed':
      return event.fault
        ? yellow(
            `${printable(titleOfJob(event.job, place))}: ${printable(event.fault.message)} (given back until ${timeOf(event.until)})`,
          )
        : undefined;
    case 'worker-lost':
      return yellow(
        `worker ${printable(event.worker)} stopped answering; its job ${event.job} was taken back`,
      );
    case 'job-lost':
      return yellow(`job ${event.job.id} was cancelled, or another worker has it`);
    case 'queue-silent':
      return yellow(
        `the queue of ${event.account} does not answer: ${event.fault.message}; waiting for it`,
      );
    case 'queue-waits':
      return `waiting until ${timeOf(event.until)} to retry a job of ${event.account}`;
    case 'ability-lost':
      return yellow(
        `${printable(event.reason)}; jobs that need ${event.ability} are left until it is back`,
      );
    case 'ability-back':
      return `${event.ability} is back`;
  }
}

const timeOf = (at: number): string => new Date(at).toLocaleTimeString();
