import { userInfo } from 'node:os';
import { type Browse, EarmarkError, type Journal, type RunRecord } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { type Id3Flag, withId3, writingId3 } from '../id3-flag.ts';
import { duration } from '../output/progress.ts';
import { dim } from '../output/style.ts';
import { type Column, table } from '../output/table.ts';
import { findRun, type IsLast } from '../runs/find-run.ts';
import { resume } from '../runs/resume.ts';
import { stateOf } from '../runs/run-state.ts';
import { typedCommand } from '../runs/typed-command.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

const runArgument = ['<run>', 'its id, the start of its id, or last'] as const;

export const defineRuns: DefineCommand = (runs, session) => {
  runs
    .command('list', { isDefault: true })
    .description('the last runs, newest first')
    .option('--limit <n>', 'how many', '20')
    .option('--jobs', 'with the runs that workers did for jobs of the queue')
    .action(async ({ limit, jobs = false }: ListFlags, command) => {
      const most = wholeNumber('--limit', limit, 1);
      await withHost(session.globals(command), (host) => list(host, most, jobs));
    });
  runs
    .command('show')
    .argument(...runArgument)
    .description('one run, with its counts')
    .action(async (id: string, _options, command) => {
      await withHost(session.globals(command), (host) => show(host, id));
    });
  runs
    .command('stop')
    .argument(...runArgument)
    .description('stop a run cleanly, whichever machine it is on')
    .action(async (id: string, _options, command) => {
      await withHost(session.globals(command), (host) => stop(host, id));
    });
  withId3(
    runs
      .command('resume')
      .argument(...runArgument)
      .description('continue a stopped or killed run where it ended'),
  ).action(async (id: string, flags: Id3Flag, command) => {
    const isLast: IsLast = ({ recipe, outcome }) => recipe !== undefined && outcome !== 'completed';
    session.code = await withHost(
      session.globals(command),
      async (host) => resume(host, await findRun(host, id, isLast), flags.id3),
      (composed, settings) => writingId3(composed, settings, flags),
    );
  });
};

interface ListFlags {
  readonly limit: string;
  readonly jobs?: boolean;
}
type StatedRun = RunRecord & { readonly state: string };

async function list({ earmark, out }: Host, limit: number, jobs: boolean): Promise<void> {
  const { journal, browse } = await earmark.store();
  const found = await Promise.all(
    (await newest(browse, limit, jobs)).map(async (run) => stated(await withWritten(run, journal))),
  );
  for (const run of found) out.data({ event: 'run', ...run });
  out.say(found.length === 0 ? 'No runs yet.' : table(found, columns, out.width));
}

const stated = async (run: RunRecord): Promise<StatedRun> => ({
  ...run,
  state: await stateOf(run),
});

const pageSize = 500;

async function newest(browse: Browse, most: number, jobs: boolean): Promise<readonly RunRecord[]> {
  const found: RunRecord[] = [];
  for (let after: string | undefined; found.length < most; ) {
    const limit = Math.min(pageSize, most - found.length);
    const page = await browse.runs({ limit, jobs, ...(after !== undefined && { after }) });
    found.push(...page.items);
    after = page.next;
    if (after === undefined) break;
  }
  return found;
}

async function show(host: Host, id: string): Promise<void> {
  const { out, earmark } = host;
  const { journal } = await earmark.store();
  const run = await stated(await withWritten(await findRun(host, id, () => true), journal));
  const { startedAt, endedAt, state } = run;
  out.data({ event: 'run', ...run });
  out.say(`${run.id}  ${typedCommand(run)}  ${state}`);
  const took = endedAt === undefined ? '' : `, took ${duration(endedAt - startedAt)}`;
  out.say(dim(`started ${moment(startedAt)}${took}`));
  for (const [name, count] of Object.entries(run.counts)) out.say(`  ${name}: ${count}`);
  out.say(dim(`What it changed: earmark diff ${run.id}`));
}

async function stop(host: Host, id: string): Promise<void> {
  const { earmark, out } = host;
  const run = await findRun(host, id, ({ outcome }) => outcome === undefined);
  const state = await stateOf(run);
  if (state === 'killed' || !(await earmark.requestStop(run.id, userInfo().username)))
    throw new EarmarkError('config', `Run ${run.id} is not running: it is ${state}`);
  out.data({ event: 'stop-requested', run: run.id });
  out.say(`Asked run ${run.id} on ${run.host} to stop. To resume: earmark runs resume ${run.id}`);
}

/** A run without an end has no counts yet: what it wrote so far is in its receipts. */
async function withWritten(run: RunRecord, journal: Journal): Promise<RunRecord> {
  if (run.outcome !== undefined) return run;
  let applied = 0;
  for (let offset = 0; ; offset += pageSize) {
    const page = await journal.receipts({ run: run.id, limit: pageSize, offset });
    applied += page.length;
    if (page.length < pageSize) return { ...run, counts: { ...run.counts, applied } };
  }
}

const moment = (at: number) =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'short', timeStyle: 'short' });

const columns: readonly Column<StatedRun>[] = [
  { title: 'run', value: ({ id }) => id, brief: ({ id }) => id.slice(0, 8) },
  { title: 'started', value: ({ startedAt }) => moment(startedAt) },
  {
    title: 'took',
    value: ({ startedAt, endedAt }) => (endedAt === undefined ? '' : duration(endedAt - startedAt)),
    align: 'right',
  },
  { title: 'ended', value: ({ state }) => state },
  { title: 'changed', value: ({ counts }) => String(counts.applied ?? 0), align: 'right' },
  { title: 'what', value: typedCommand, flexible: true },
];
