import { posix } from 'node:path';
import { albums, EarmarkError, type JobStatus, type Subject, tap } from '@earmark/core';
import { exitCodeOf } from '../exit.ts';
import { globalsOf } from '../host/globals.ts';
import { type Host, withHost } from '../host/host.ts';
import { libraryAt } from '../host/library.ts';
import { printable } from '../output/output.ts';
import { table } from '../output/table.ts';
import type { AddCommand } from './index.ts';
import { wholeNumber } from './tag.ts';

interface AddFlags {
  readonly profile?: string;
  readonly priority: string;
}

export const addJobs: AddCommand = (program, outcome) => {
  const jobs = program.command('jobs').description('what workers do, did and could not do');
  jobs
    .command('add')
    .argument('<topic>', 'tag or transcode')
    .argument('<path>', 'one job for each album in and below it')
    .option('--profile <name>', 'what to transcode to')
    .option('--priority <n>', 'larger goes first', '0')
    .description('queues the albums of a folder; what is queued already is not queued again')
    .action(async (topic: string, path: string, flags: AddFlags, command) => {
      outcome.code = await withHost(globalsOf(command), (host) => add(host, topic, path, flags));
    });
  jobs
    .command('list', { isDefault: true })
    .option('--status <status>', 'waiting, active, done, failed or cancelled')
    .option('--limit <n>', 'so many at most', '100')
    .description('all jobs, oldest first')
    .action(async (flags: { status?: JobStatus; limit: string }, command) => {
      await withHost(globalsOf(command), async ({ earmark, out }) => {
        const found = await (await earmark.store()).jobs.list({
          limit: wholeNumber('--limit', flags.limit, 1),
          ...(flags.status === undefined ? {} : { status: flags.status }),
        });
        for (const job of found) out.data({ event: 'job', ...job });
        if (found.length === 0) out.say('No jobs.');
        else
          out.say(
            table(
              found,
              [
                { title: 'id', value: ({ id }) => id },
                { title: 'topic', value: ({ topic }) => topic },
                { title: 'status', value: ({ status }) => status },
                { title: 'tries', value: ({ attempts }) => String(attempts), align: 'right' },
                {
                  title: 'what',
                  value: ({ payload, fault }) =>
                    printable(`${JSON.stringify(payload)} ${fault?.message ?? ''}`),
                  flexible: true,
                },
              ],
              out.width,
            ),
          );
      });
    });
  jobs
    .command('cancel')
    .argument('<id>')
    .description('a waiting job is not done, an active one is ended')
    .action(async (id: string, _flags, command) => {
      await withHost(globalsOf(command), async ({ earmark, out }) => {
        if (!(await (await earmark.store()).jobs.cancel(id)))
          throw new EarmarkError('not-found', `no job ${id} is waiting or active`);
        out.say(`cancelled ${id}`);
      });
    });
};

async function add(
  { earmark, roots, out, run }: Host,
  topic: string,
  path: string,
  { profile, priority }: AddFlags,
): Promise<number> {
  if (topic !== 'tag' && topic !== 'transcode')
    throw new EarmarkError(
      'config',
      `there are jobs of the topics tag and transcode, not ${topic}`,
    );
  if ((topic === 'transcode') !== (profile !== undefined))
    throw new EarmarkError('config', '--profile belongs to transcode, and transcode needs it');
  const { jobs } = await earmark.store();
  let count = 0;
  const result = await run(
    albums(libraryAt({ path, roots })).pipe(
      tap<Subject>(async (subject) => {
        const [root, folder] = placeOf(subject);
        const payload = { root, path: folder, ...(profile === undefined ? {} : { profile }) };
        const key = `${root}:${folder}${profile === undefined ? '' : ` ${profile}`}`;
        await jobs.add({ topic, payload, key, priority: Number(priority) });
        count += 1;
      }),
    ),
  );
  out.data({ event: 'jobs-added', topic, count });
  out.say(`${count} jobs: earmark worker does them, on this machine and on others`);
  return exitCodeOf(result);
}

/** The folder that all files of an album are in, below its root. */
function placeOf({ targets }: Subject): readonly [root: string, folder: string] {
  const places = targets.map(({ id }) => {
    const colon = id.indexOf(':');
    return { root: id.slice(0, colon), path: id.slice(colon + 1) };
  });
  let folder = posix.dirname(places[0]?.path ?? '');
  while (folder !== '.' && !places.every(({ path }) => path.startsWith(`${folder}/`)))
    folder = posix.dirname(folder);
  return [places[0]?.root ?? '', folder === '.' ? '' : folder];
}
