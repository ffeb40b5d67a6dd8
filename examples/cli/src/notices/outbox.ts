import type { OutgoingNotice } from '@earmark/core';
import type { DefineCommand } from '../commands/command.ts';
import { type Host, withHost } from '../host/host.ts';
import { printable } from '../output/printable.ts';
import { type Column, table } from '../output/table.ts';

/** Notices that have not arrived. */
export const defineOutbox: DefineCommand = (notices, session) => {
  notices
    .command('outbox')
    .description('list what has not arrived, and why')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), list);
    });
  notices
    .command('retry')
    .argument('<id>')
    .description('send it now')
    .action(async (id: string, _flags, command) => {
      await withHost(session.globals(command), (host) => retry(host, id));
    });
  notices
    .command('discard')
    .argument('<id>')
    .description('never send it')
    .action(async (id: string, _flags, command) => {
      await withHost(session.globals(command), async ({ earmark, out }) => {
        await earmark.notices.discard(id);
        out.data({ event: 'notice-discarded', id });
        out.say(`${id} is not sent any more.`);
      });
    });
};

async function list({ earmark, out }: Host): Promise<void> {
  const rows = await earmark.notices.outbox();
  for (const row of rows) out.data({ event: 'outgoing-notice', ...row });
  out.say(
    rows.length === 0 ? 'Everything that was sent has arrived.' : table(rows, columns, out.width),
  );
}

async function retry({ earmark, out }: Host, id: string): Promise<void> {
  await earmark.notices.retry(id);
  const left = (await earmark.notices.outbox()).find((row) => row.id === id);
  out.data({ event: 'notice-retried', id, arrived: left === undefined });
  out.say(
    left === undefined
      ? `${id}: sent`
      : `${id}: ${stateOf(left)} (${printable(left.fault?.message ?? '')})`,
  );
}

const moment = (at: number) => new Date(at).toLocaleString();

function stateOf({ state, dueAt, attempts }: OutgoingNotice): string {
  if (state === 'waiting') return `waits until ${moment(dueAt)}`;
  if (state === 'failed') return `failed after ${attempts}`;
  return state === 'sending' ? 'being sent' : 'may have arrived';
}

const columns: readonly Column<OutgoingNotice>[] = [
  { title: 'id', value: ({ id }) => id },
  { title: 'notifier', value: ({ notifier }) => printable(notifier) },
  { title: 'notice', value: ({ notice }) => printable(notice.title), flexible: true },
  { title: 'state', value: stateOf },
  { title: 'problem', value: ({ fault }) => printable(fault?.message ?? ''), flexible: true },
];
