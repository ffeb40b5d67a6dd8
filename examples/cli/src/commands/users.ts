import {
  type AccountStatus,
  createAccess,
  createAccounts,
  type RunningAccounts,
} from '@earmark/accounts';
import { silentLog } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { table } from '../output/table.ts';
import { byCommand } from '../server/people.ts';
import { workOf } from '../server/work.ts';
import type { DefineCommand } from './command.ts';

const switches = ['enable', 'disable', 'pause', 'resume'] as const;

/** Where a server runs it takes the turns; what is set here it sees at its next look. */
async function accountsOf({ earmark, roots }: Host): Promise<RunningAccounts> {
  const { records, audit } = await earmark.shared();
  const { own } = earmark;
  return createAccounts({
    earmark,
    records,
    trail: createAccess({ records, audit }).trail,
    log: silentLog,
    work: workOf(roots, earmark.account),
    own: () => own,
    // This process ends at once: it starts nothing.
    pacing: { permits: async () => 0 },
  });
}

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
  for (const action of switches)
    users
      .command(action)
      .argument('<account>')
      .description(descriptions[action])
      .action(async (name: string, _flags, command) => {
        await withHost(session.globals(command), async (host) => {
          await (await accountsOf(host)).control(name, action, byCommand);
          host.out.data({ event: `account-${action}`, account: name });
          host.out.say(`${name}: ${action}d`);
        });
      });
};

const descriptions = {
  enable: 'it takes turns again',
  disable: 'it takes no turns until it is enabled',
  pause: 'it takes no turns for now',
  resume: 'it goes on where it was paused',
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
