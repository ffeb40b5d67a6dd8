import { memberNamed, withPersonName } from '@earmark/accounts';
import { EarmarkError, type NamedRule, type NoticeKind, noticeKinds } from '@earmark/core';
import type { DefineCommand } from '../commands/command.ts';
import { type Host, withHost } from '../host/host.ts';
import { printable } from '../output/printable.ts';
import { type Column, table } from '../output/table.ts';
import { accessOf } from '../server/people.ts';

interface RuleFlags {
  readonly notifier: string;
  readonly kind?: NoticeKind[];
  readonly daily?: string;
  readonly quietHours?: string[];
  readonly zone?: string;
  readonly person?: string;
}

/** What goes through which notifier, and when. */
export const defineRules: DefineCommand = (notices, session) => {
  notices
    .command('add')
    .argument('<name>')
    .requiredOption('--notifier <name>', 'what it goes through')
    .option('--kind <kind...>', `only these: ${noticeKinds.join(', ')}`)
    .option('--daily <time>', 'once a day at this time, as one message (18:00)')
    .option(
      '--quiet-hours <from-to...>',
      'keep what comes in these hours until they end (22:00-07:00)',
    )
    .option('--zone <zone>', 'whose clocks are meant (default: of this machine)')
    .option('--person <name>', 'whose rule it is: a member of the account')
    .description('add a rule, or replace the one of that name')
    .action(async (name: string, flags: RuleFlags, command) => {
      await withHost(session.globals(command), (host) => add(host, name, flags));
    });
  notices
    .command('remove')
    .argument('<name>')
    .description('remove a rule')
    .action(async (name: string, _flags, command) => {
      await withHost(session.globals(command), async ({ earmark, out }) => {
        await earmark.notices.removeRule(name);
        out.data({ event: 'notice-rule-removed', name });
        out.say(`${name} is removed.`);
      });
    });
};

export async function listRules(host: Host): Promise<void> {
  const { earmark, out } = host;
  const access = await accessOf(host);
  const rules = await Promise.all(
    (await earmark.notices.rules()).map((rule) => withPersonName(access, rule)),
  );
  for (const rule of rules) out.data({ event: 'notice-rule', ...rule });
  if (rules.length > 0) out.say(table(rules, columns, out.width));
}

async function add(host: Host, name: string, flags: RuleFlags): Promise<void> {
  const { earmark, out } = host;
  const { notifier, kind, daily, quietHours } = flags;
  const access = await accessOf(host);
  const person = flags.person && (await memberNamed(access, flags.person, earmark.account)).id;
  const set = await earmark.notices.setRule(name, {
    notifier,
    ...(kind ? { kinds: kind } : {}),
    ...(daily === undefined ? {} : { daily }),
    ...(quietHours ? { quiet: quietHours.map(hoursOf) } : {}),
    timeZone: flags.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    ...(person ? { person } : {}),
  });
  const rule = await withPersonName(access, set);
  out.data({ event: 'notice-rule', ...rule });
  out.say(`${name} holds from now on. To undo: earmark notices remove ${name}`);
}

function hoursOf(span: string): { readonly from: string; readonly to: string } {
  const [from, to, more] = span.split('-');
  if (from && to && more === undefined) return { from, to };
  throw new EarmarkError('config', `--quiet-hours takes hours such as 22:00-07:00, not "${span}"`);
}

const columns: readonly Column<NamedRule>[] = [
  { title: 'rule', value: ({ name }) => name },
  { title: 'notifier', value: ({ notifier }) => printable(notifier) },
  { title: 'kinds', value: ({ kinds }) => kinds?.join(', ') ?? 'all', flexible: true },
  { title: 'when', value: ({ daily }) => (daily === undefined ? 'at once' : `daily at ${daily}`) },
  {
    title: 'quiet',
    value: ({ quiet = [] }) => quiet.map(({ from, to }) => `${from}–${to}`).join(', '),
  },
  {
    title: 'person',
    value: ({ person = '', ended }) => printable(ended ? `${person} (has left)` : person),
  },
];
