/**
 * A server for a family: one folder for each of them below USERS, people and keys, the API and the pages.
 *
 *   USERS=/music/users npm start                      SQLite in ./state
 *   EARMARK_DATABASE_URL=postgres://… npm start       one database for many machines
 *
 * Behind a proxy: EARMARK_PUBLIC_URL=https://music.example/earmark/ EARMARK_TRUSTED_PROXIES=10.0.0.0/8
 */
import { once } from 'node:events';
import { firstOwnerFrom, startServer } from '@earmark/api/node';
import { createEarmark, createLogFile, loadConfig, systemClock } from '@earmark/core';
import { createDashboard } from '@earmark/dashboard';
import { standardOptions } from '@earmark/standard';
import { createBackups, restoreStaged } from '@earmark/store';

const { config, context } = await loadConfig({ folder: process.cwd(), env: process.env });
const {
  EARMARK_DATABASE_URL,
  EARMARK_PRIVATE_CALENDARS,
  EARMARK_PUBLIC_URL,
  EARMARK_TRUSTED_PROXIES,
  HOST,
  PORT,
  USERS,
} = context.env;

const backups = EARMARK_DATABASE_URL ? undefined : createBackups({ folder: context.state });
if (backups) await restoreStaged(context.state);
const earmark = await createEarmark(await standardOptions(context, config));
const log = createLogFile({ folder: `${context.state}/server/logs`, clock: systemClock });
const owner = await firstOwnerFrom(context.env);
const server = await startServer({
  earmark,
  log,
  pages: createDashboard(),
  port: Number(PORT ?? 5002),
  host: HOST ?? '127.0.0.1',
  work: ({ folder }) => (folder ? { recipe: 'tag', request: { path: folder } } : undefined),
  privateCalendars: EARMARK_PRIVATE_CALENDARS === '1',
  trustedProxies: EARMARK_TRUSTED_PROXIES?.split(',') ?? [],
  ...(owner ? { owner } : {}),
  ...(backups ? { backups } : {}),
  ...(USERS ? { usersRoot: USERS } : {}),
  ...(EARMARK_PUBLIC_URL ? { publicUrl: EARMARK_PUBLIC_URL } : {}),
});
console.log(`Earmark is at ${server.url}`);
const { setup } = server.access;
if (!(await setup.isDone()))
  console.log(`From another machine, setup asks for ${await setup.code()}.`);

await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
await server.close();
await log.flush();
await earmark.close();
