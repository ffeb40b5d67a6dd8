import { EarmarkError } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { dim } from '../output/style.ts';
import { accountsOf } from '../server/accounts.ts';
import { byCommand } from '../server/people.ts';
import type { DefineCommand } from './command.ts';

export const defineNotices: DefineCommand = (notices, session) => {
  notices.addHelpText(
    'after',
    `
A run that ended, failed or left something to review is told through the notifiers of the configuration:
  import { createWebhookNotifier } from '@earmark/notify-webhook';
  export default { notifiers: [createWebhookNotifier({ … })] };
Then: earmark notices test webhook, and earmark notices on --account ann`,
  );
  notices
    .command('list', { isDefault: true })
    .description('list the notifiers, and whether the account uses them')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), list);
    });
  notices
    .command('test')
    .argument('[name]', 'default: all of them')
    .description('send one message, and say whether it was taken')
    .action(async (name: string | undefined, _flags, command) => {
      await withHost(session.globals(command), (host) => test(host, name));
    });
  for (const state of ['on', 'off'] as const)
    notices
      .command(state)
      .description(
        state === 'on' ? 'tell of runs of the account' : 'tell nothing of the account any more',
      )
      .action(async (_flags, command) => {
        await withHost(session.globals(command), async (host) => {
          const { account } = host.earmark;
          const changes = { notices: state === 'on' };
          await (await accountsOf(host)).configure(account, changes, byCommand);
          host.out.data({ event: 'notices', account, ...changes });
          host.out.say(`${account}: notices ${state}`);
        });
      });
};

const namesOf = ({ earmark }: Host) => (earmark.own.notifiers ?? []).map(({ name }) => name);

async function list(host: Host): Promise<void> {
  const { earmark, out } = host;
  const names = namesOf(host);
  for (const name of names) out.data({ event: 'notifier', name });
  if (names.length === 0) return out.say('No notifiers. To set one up: earmark notices --help');
  out.say(names.join('\n'));
  const { settings } = (await (await accountsOf(host)).get(earmark.account)) ?? {};
  out.say(dim(`${earmark.account}: notices ${settings?.notices ? 'on' : 'off'}`));
}

async function test(host: Host, name?: string): Promise<void> {
  const names = namesOf(host);
  if (name !== undefined && !names.includes(name))
    throw new EarmarkError(
      'config',
      `Unknown notifier "${name}". Valid notifiers: ${names.join(', ') || 'none'}`,
    );
  for (const each of name === undefined ? names : [name]) {
    await host.earmark.tryNotifier(each);
    host.out.data({ event: 'notice-tested', name: each });
    host.out.say(`${each}: sent`);
  }
  if (names.length === 0) host.out.say('No notifiers. To set one up: earmark notices --help');
}
