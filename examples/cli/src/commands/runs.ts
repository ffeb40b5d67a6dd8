import { hostname } from 'node:os';
import { EarmarkError, type Json, type RunRecord } from '@earmark/core';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { duration } from '../output/progress.ts';
import { dim } from '../output/style.ts';
import { table } from '../output/table.ts';
import type { DefineCommand } from './command.ts';
import { stateOf } from './run-state.ts';
import { type TagOptions, tag, wholeNumber } from './tag.ts';

export const defineRuns: DefineCommand = (runs, session) => {
  runs
    .command('list', { isDefault: true })
    .description('the last runs, newest first')
    .option('--limit <n>', 'how many', '20')
    .action(async ({ limit }: { readonly limit: string }, command) => {
      await withHost(session.globals(command), async ({ earmark, out }) => {
        const { journal } = await earmark.store();
        const list = await journal.runs({ limit: wholeNumber('--limit', limit, 1) });
        for (const run of list) out.data({ event: 'run', ...run, state: stateOf(run) });
        out.say(
          list.length === 0
            ? 'No run yet.'
            : table(
                list,
                [
                  { title: 'run', value: ({ id }) => id },
                  {
                    title: 'started',
                    value: ({ startedAt }) => moment(startedAt),
                  },
                  {
                    title: 'took',
                    value: ({ startedAt, endedAt }) =>
                      endedAt === undefined ? '' : duration(endedAt - startedAt),
                    align: 'right',
                  },
                  { title: 'ended', value: stateOf },
                  {
                    title: 'changed',
                    value: ({ counts }) => String(counts.applied ?? 0),
                    align: 'right',
                  },
                  {
                    title: 'what',
                    value: ({ pipeline, request }) => commandOf(request) ?? pipeline,
                    flexible: true,
                  },
                ],
                out.width,
              ),
        );
      });
    });
  runs
    .command('show')
    .argument('<run>')
    .description('one run, with its counts')
    .action(async (id: string, _options, command) => {
      await withHost(session.globals(command), async (host) => {
        const run = await find(host, id);
        host.out.data({ event: 'run', ...run, state: stateOf(run) });
        host.out.say(`${run.id}  ${commandOf(run.request) ?? run.pipeline}  ${stateOf(run)}`);
        const { startedAt, endedAt } = run;
        const took = endedAt === undefined ? '' : `, took ${duration(endedAt - startedAt)}`;
        host.out.say(dim(`started ${moment(startedAt)}${took}`));
        for (const [name, count] of Object.entries(run.counts)) host.out.say(`  ${name}: ${count}`);
        host.out.say(dim(`what it changed: earmark diff ${run.id}`));
      });
    });
  runs
    .command('stop')
    .argument('<run>')
    .description('asks the process of a run on this machine to end it cleanly')
    .action(async (id: string, _options, command) => {
      await withHost(session.globals(command), async (host) => {
        const run = await find(host, id);
        if (stateOf(run) !== 'running')
          throw new EarmarkError('config', `run ${id} is not running: it is ${stateOf(run)}`);
        if (run.host !== hostname())
          throw new EarmarkError('config', `run ${id} runs on ${run.host}: stop it there`);
        process.kill(run.pid, 'SIGINT');
        host.out.say(`asked process ${run.pid} to stop`);
      });
    });
  runs
    .command('resume')
    .argument('<run>')
    .description('goes on where a stopped or killed run ended')
    .action(async (id: string, _options, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        const run = await find(host, id);
        const request = run.request as
          | { readonly command?: string; readonly path?: string; readonly options?: TagOptions }
          | undefined;
        if (request?.command !== 'tag' || request.path === undefined) {
          throw new EarmarkError(
            'config',
            `run ${id} cannot be resumed: only \`tag\` runs can; start the command again`,
          );
        }
        if (stateOf(run) === 'running')
          throw new EarmarkError('config', `run ${id} is still running in process ${run.pid}`);
        const { failed = 0, undecided = 0 } = run.counts;
        if (run.outcome === 'completed' && failed + undecided === 0) {
          host.out.say('This run was completed; there is nothing left to do.');
          return ended.done;
        }
        return tag(host, request.path, request.options ?? {}, id);
      });
    });
};

async function find({ earmark }: Host, id: string): Promise<RunRecord> {
  const run = await (await earmark.store()).journal.run(id);
  if (run) return run;
  throw new EarmarkError('config', `there is no run ${id}: \`earmark runs\` lists them`);
}

const moment = (at: number) =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });

/** The command as it could be typed again. */
function commandOf(request: Json | undefined): string | undefined {
  if (typeof request !== 'object' || request === null || !('command' in request)) return undefined;
  const { command, path, options } = request as {
    readonly command: string;
    readonly path?: string;
    readonly options?: Readonly<Record<string, Json>>;
  };
  return [command, path ?? '', ...Object.entries(options ?? {}).map(flagOf)]
    .filter((word) => word !== '')
    .join(' ');
}

function flagOf([name, value]: readonly [string, Json]): string {
  const flag = `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  if (value === true) return flag;
  if (value === false || value === null) return '';
  const words = Array.isArray(value) ? value : [value];
  return [flag, ...words.map((word) => quoted(String(word)))].join(' ');
}

const quoted = (word: string) => (/^[\w.,/=+-]+$/.test(word) ? word : `"${word}"`);
