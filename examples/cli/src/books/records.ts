import { states } from '@earmark/audiobooks';
import type { Run } from '@earmark/core';
import { Option } from 'commander';
import type { DefineCommand } from '../commands/command.ts';
import { exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { printable } from '../output/printable.ts';
import { dim, yellow } from '../output/style.ts';
import { assertBooks, deskOf } from './desk.ts';
import { recordsTable } from './output.ts';

/** What a download comes to, as it happens. */
export const told = (host: Host) => (run: Run) =>
  run.on('books-download', ({ title, state, reason }) => {
    const text = `${printable(title)}: ${state}${reason ? ` (${printable(reason)})` : ''}`;
    host.out.say(state === 'held' || state === 'failed' ? yellow(text) : text);
  });

export const defineRecords: DefineCommand = (records, session) => {
  records.description('downloads and how far each is: list, continue, retry, unlink');
  records
    .command('list', { isDefault: true })
    .addOption(new Option('--status <status>', 'only these').choices(states))
    .description('all downloads, newest first')
    .action(async ({ status }: { status?: string }, command) => {
      await withHost(session.globals(command), async (host) => {
        const { records } = await deskOf(host);
        const all = (await records.downloads.all())
          .filter(({ state }) => status === undefined || state === status)
          .sort((one, other) => (other.history.at(-1)?.at ?? 0) - (one.history.at(-1)?.at ?? 0));
        for (const record of all) host.out.data({ event: 'record', ...record });
        host.out.say(all.length === 0 ? 'No downloads.' : recordsTable(all, host.out.width));
      });
    });
  records
    .command('go-on')
    .argument('[record...]', 'default: all that are open')
    .description('move open downloads as far as they can go now')
    .action(async (ids: readonly string[], _flags, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        assertBooks(host);
        const request = ids.length > 0 ? { only: [...ids] } : {};
        return exitCodeOf(await host.start('books-downloads', request, told(host)));
      });
    });
  records
    .command('retry')
    .argument('<record...>')
    .description('continue held or failed downloads where they stopped')
    .action(async (ids: readonly string[], _flags, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        assertBooks(host);
        const { records } = await deskOf(host);
        for (const id of ids) await records.retry(id);
        return exitCodeOf(await host.start('books-downloads', { only: [...ids] }, told(host)));
      });
    });
  records
    .command('unlink')
    .argument('<record>')
    .description("take its books out of the library again; the client's files stay and seed on")
    .action(async (download: string, _flags, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        assertBooks(host);
        const result = await host.start('books-unlink', { download }, told(host));
        host.out.say(dim(`To link them again: earmark books records retry ${download}`));
        return exitCodeOf(result);
      });
    });
};
