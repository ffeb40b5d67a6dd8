import type { AccountStatus, RunningAccounts, SettingsChanges } from '@earmark/accounts';
import { EarmarkError } from '@earmark/core';
import { ended } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { listenFor } from '../io.ts';
import { counted } from '../output/counted.ts';
import { dim } from '../output/style.ts';
import { table } from '../output/table.ts';
import { accountsOf } from '../server/accounts.ts';
import { accessOf, byCommand } from '../server/people.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

const switches = ['enable', 'disable', 'pause', 'resume', 'stop'] as const;

export const defineUsers: DefineCommand = (users, session) => {
  users
    .command('list', { isDefault: true })
    .alias('status')
    .description('all accounts, with what they have done')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const rows = await (await accountsOf(host)).list();
        for (const row of rows) host.out.data({ event: 'account', ...row });
        host.out.say(table(rows, columns, host.out.width));
      });
    });
  users
    .command('start')
    .argument('<account...>')
    .description('run it now: in the server if one runs, else here until it is done')
    .action(async (names: readonly string[], _flags, command) => {
      session.code = await withHost(session.globals(command), (host) => start(host, names));
    });
  users
    .command('start-all')
    .description('start all enabled accounts, three at a time')
    .action(async (_flags, command) => {
      session.code = await withHost(session.globals(command), (host) => start(host));
    });
  users
    .command('stop-all')
    .description('stop every running account cleanly, wherever it runs')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), stopAll);
    });
  for (const action of switches)
    users
      .command(action)
      .argument('<account>')
      .description(descriptions[action])
      .action(async (name: string, _flags, command) => {
        await withHost(session.globals(command), async (host) => {
          await (await accountsOf(host)).control(name, action, byCommand);
          host.out.data({ event: `account-${action}`, account: name });
          host.out.say(`${name}: ${action === 'stop' ? 'stopping' : `${action}d`}`);
        });
      });
  users
    .command('add')
    .argument('<account>')
    .argument('[folder]', 'its library, where that does not lie below the users folder')
    .description('make an account')
    .action(async (name: string, folder: string | undefined, _flags, command) => {
      await withHost(session.globals(command), (host) => add(host, name, folder));
    });
  users
    .command('remove')
    .argument('<account>')
    .description('its settings and who may see it go; its files and its journal stay')
    .action(async (name: string, _flags, command) => {
      await withHost(session.globals(command), (host) => remove(host, name));
    });
  users
    .command('config')
    .argument('<account>')
    .argument('[setting=value...]', 'such as priority=8; without any, all settings are shown')
    .description('see and change the settings of an account')
    .addHelpText(
      'after',
      `
Examples:
  earmark users config ann
  earmark users config ann priority=8 intervalMinutes=30
  earmark users config ann 'cron="30 2 * * *"' timeZone=Europe/Berlin
  earmark users config ann 'quietHours=[{"from":"22:00","to":"07:00"}]'`,
    )
    .action(async (name: string, changes: readonly string[], _flags, command) => {
      await withHost(session.globals(command), (host) => configure(host, name, changes));
    });
};

async function add(host: Host, name: string, folder: string | undefined): Promise<void> {
  const { out, io } = host;
  const path = folder === undefined ? undefined : typedPath(folder, io);
  const made = await (await accountsOf(host)).create(
    { name, ...(path === undefined ? {} : { folder: path }) },
    byCommand,
  );
  out.data({
    event: 'account-added',
    account: name,
    ...(made.folder ? { folder: made.folder } : {}),
  });
  out.say(`${name} is an account${made.folder ? ` of ${made.folder}` : ''}.`);
  out.say(dim(`To let somebody in: earmark people give <person> ${name}`));
}

/** What it decided stays in its journal: made again under its name, its runs can still be undone. */
async function remove(host: Host, name: string): Promise<void> {
  await (await accountsOf(host)).remove(name, byCommand);
  await (await accessOf(host)).members.removeFrom(name, byCommand);
  host.out.data({ event: 'account-removed', account: name });
  host.out.say(
    `${name} is no account any more. Its files are as they were, and so is its journal.`,
  );
}

async function start(host: Host, names?: readonly string[]): Promise<number> {
  const { out, earmark, io } = host;
  const served = await (await accountsOf(host)).isServed();
  const accounts = await accountsOf(host, !served);
  const wanted = names ?? (await enabledOf(accounts));
  using _stop = listenFor(io.signals, ['SIGINT', 'SIGTERM'], () => void stopHere(accounts));
  for (const name of wanted) {
    if (!served) earmark.for(name).onAny((envelope) => out.data(envelope));
    const started = await accounts.control(name, 'start', byCommand);
    out.data({ event: 'account-start', account: name, ...started });
    out.note(`${name}: ${started && 'run' in started ? 'started' : 'waits for its turn'}`);
  }
  if (served) return ended.done;
  await accounts.idle();
  return reported(host, accounts, wanted);
}

async function reported(
  { out }: Host,
  accounts: RunningAccounts,
  names: readonly string[],
): Promise<number> {
  let code: number = ended.done;
  for (const name of names) {
    const { statistics, pausedBecause } = (await accounts.get(name)) ?? missing(name);
    const { lastOutcome = 'waits', lastFault, processed, errors } = statistics;
    out.data({ event: 'account-ended', account: name, ...statistics });
    const why = pausedBecause ? `, ${pausedBecause}` : '';
    out.say(
      `${name}: ${lastOutcome}${why}; ${counted(processed, 'album')} so far, ${errors} failed`,
    );
    if (lastFault) out.complain(`${name}: ${lastFault}`);
    if (lastOutcome === 'failed') code = ended.failed;
    if (lastOutcome === 'stopped') code = ended.stopped;
  }
  return code;
}

const enabledOf = async (accounts: RunningAccounts): Promise<readonly string[]> =>
  (await accounts.list())
    .filter(({ settings, state, folder }) => settings.enabled && state === 'idle' && folder)
    .map(({ name }) => name);

async function stopHere(accounts: RunningAccounts): Promise<void> {
  for (const { name, state } of await accounts.list())
    if (state === 'running' || state === 'queued') await accounts.control(name, 'stop', byCommand);
}

async function stopAll(host: Host): Promise<void> {
  const { out } = host;
  const accounts = await accountsOf(host);
  const busy = (await accounts.list()).filter(
    ({ state }) => state === 'running' || state === 'queued',
  );
  for (const { name } of busy) {
    await accounts.control(name, 'stop', byCommand);
    out.data({ event: 'account-stop', account: name });
  }
  out.say(busy.length === 0 ? 'Nothing runs.' : `${counted(busy.length, 'account')}: stopping`);
}

async function configure(host: Host, name: string, changes: readonly string[]): Promise<void> {
  const { out } = host;
  const accounts = await accountsOf(host);
  const before = (await accounts.get(name)) ?? missing(name);
  const { settings } =
    changes.length === 0 ? before : await accounts.configure(name, changesFrom(changes), byCommand);
  out.data({ event: 'account-settings', account: name, settings });
  for (const [setting, value] of Object.entries(settings))
    out.say(`${setting} = ${typeof value === 'string' ? value : JSON.stringify(value)}`);
  if (changes.length > 0) out.say(dim('It applies from the next run.'));
}

/** A value is JSON where it reads as such, else a text. */
function changesFrom(pairs: readonly string[]): SettingsChanges {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new EarmarkError('config', `${pair} must be a setting, =, and its value`);
      const text = pair.slice(at + 1);
      try {
        return [pair.slice(0, at), JSON.parse(text)];
      } catch {
        return [pair.slice(0, at), text];
      }
    }),
  );
}

function missing(name: string): never {
  throw new EarmarkError('not-found', `There is no account ${JSON.stringify(name)}.`);
}

const descriptions = {
  enable: 'it takes turns again',
  disable: 'do not run it until it is enabled again',
  pause: 'it takes no turns for now',
  resume: 'continue where it was paused',
  stop: 'stop its run cleanly, wherever it runs',
} as const;

const moment = (at: number | undefined) => (at === undefined ? '' : new Date(at).toLocaleString());
const columns = [
  { title: 'account', value: ({ name }: AccountStatus) => name },
  {
    title: 'state',
    value: ({ state, settings }: AccountStatus) => (settings.enabled ? state : 'disabled'),
  },
  {
    title: 'priority',
    value: ({ settings }: AccountStatus) => String(settings.priority),
    align: 'right' as const,
  },
  {
    title: 'files',
    value: ({ statistics }: AccountStatus) => String(statistics.total),
    align: 'right' as const,
  },
  {
    title: 'done',
    value: ({ statistics }: AccountStatus) => String(statistics.processed),
    align: 'right' as const,
  },
  {
    title: 'errors',
    value: ({ statistics }: AccountStatus) => String(statistics.errors),
    align: 'right' as const,
  },
  { title: 'last run', value: ({ statistics }: AccountStatus) => moment(statistics.lastScanAt) },
  {
    title: 'waits',
    value: ({ pausedBecause = '' }: AccountStatus) => pausedBecause,
    flexible: true,
  },
];
