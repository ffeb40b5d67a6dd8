import { join } from 'node:path';
import { firstOwnerFrom, startServer } from '@earmark/api/node';
import { createLogFile, EarmarkError, systemClock } from '@earmark/core';
import { ended } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { ownVersion } from '../version.ts';
import { stopAsked } from './stop-asked.ts';
import { workOf } from './work.ts';

export interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly users?: string;
  readonly publicUrl?: string;
  readonly turns: boolean;
  readonly maxConcurrent: number;
}

/** Serves until it is told to stop, and ends cleanly. */
export async function serve(host: Host, flags: ServeFlags): Promise<number> {
  const { earmark, out, settings } = host;
  const { env, state } = settings.context;
  const log = createLogFile({ folder: join(state, 'server', 'logs'), clock: systemClock });
  const pages = await loadPages(host);
  const owner = await firstOwnerFrom(env);
  const server = await startServer({
    earmark,
    log,
    port: flags.port,
    host: flags.host,
    turns: flags.turns,
    maxConcurrent: flags.maxConcurrent,
    privateCalendars: env.EARMARK_PRIVATE_CALENDARS === '1',
    version: ownVersion(),
    hosts: list(env.EARMARK_HOSTS),
    trustedProxies: list(env.EARMARK_TRUSTED_PROXIES),
    work: workOf(host.roots, earmark.account),
    ...(pages ? { pages } : {}),
    ...(owner ? { owner } : {}),
    ...(await backupsOf(host)),
    ...(flags.users === undefined ? {} : { usersRoot: flags.users }),
    ...(flags.publicUrl === undefined ? {} : { publicUrl: flags.publicUrl }),
  });
  out.data({ event: 'serving', url: server.url });
  out.say(`Earmark is at ${server.url}`);
  const { setup } = server.access;
  if (!(await setup.isDone()))
    out.note(
      `There is no owner yet: open the page on this machine, or enter the code ${await setup.code()} on another one.`,
    );
  for (const { name, why } of server.accounts.refused)
    out.note(`${name} is not an account: ${why}`);
  await stopAsked(host);
  out.note('stopping: what is under way is being finished');
  await server.close();
  await log.flush();
  return ended.done;
}

/** Of SQLite in the state folder. Another database has means of its own. */
async function backupsOf({ settings: { config, context } }: Host) {
  if (config.store || context.env.EARMARK_DATABASE_URL) return {};
  const { createBackups } = await import('@earmark/store');
  return { backups: createBackups({ folder: context.state }) };
}

/** A checkout that was not built has none: the API serves all the same. */
async function loadPages({ out }: Host) {
  try {
    return (await import('@earmark/dashboard')).createDashboard();
  } catch (error) {
    out.note('The pages were not built; only the API is served.');
    if (!(error instanceof Error)) throw new EarmarkError('internal', String(error));
    return undefined;
  }
}

const list = (words: string | undefined) =>
  (words ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
