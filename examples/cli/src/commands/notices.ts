import { EarmarkError, type NotifierState } from '@earmark/core';
import { type Host, withHost } from '../host/host.ts';
import { defineOutbox } from '../notices/outbox.ts';
import { defineRules, listRules } from '../notices/rules.ts';
import { counted } from '../output/counted.ts';
import { printable } from '../output/printable.ts';
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
Then: earmark notices test webhook, and earmark notices on --account ann

A notifier that no rule names tells everything at once. Rules say what goes through which, and when:
  earmark notices add urgent --notifier ntfy --kind disk-full failures --quiet-hours 22:00-07:00
  earmark notices add evening --notifier email --daily 18:00 --zone Europe/Berlin --person ann
  earmark notices outbox             what has not arrived, and why
  earmark notices retry <id>`,
  );
  defineRules(notices, session);
  defineOutbox(notices, session);
  notices
    .command('list', { isDefault: true })
    .description('list the notifiers and how they do, the rules, and whether the account uses them')
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
  const notifiers = await earmark.notices.notifiers();
  for (const notifier of notifiers) out.data({ event: 'notifier', ...stateOf(notifier) });
  if (notifiers.length === 0) return out.say('No notifiers. To set one up: earmark notices --help');
  out.say(notifiers.map(told).join('\n'));
  await listRules(host);
  const { settings } = (await (await accountsOf(host)).get(earmark.account)) ?? {};
  out.say(dim(`${earmark.account}: notices ${settings?.notices ? 'on' : 'off'}`));
}

type Listed = NotifierState & { readonly name: string };

/** Without what only the outbox needs. */
const stateOf = ({ gathering: _gathering, retryAt: _retryAt, ...shown }: Listed) => shown;

function told({ name, disabled, failures, fault, sentAt }: Listed): string {
  const why = printable(fault?.message ?? '');
  if (disabled)
    return `${name}: off, as its address is gone (${why}). To turn it on: earmark notices test ${name}`;
  if (failures > 0)
    return `${name}: ${counted(failures, 'failure')} since something arrived (${why})`;
  return sentAt === undefined ? name : `${name}: last sent ${new Date(sentAt).toLocaleString()}`;
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
