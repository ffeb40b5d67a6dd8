import { withHost } from '../host/host.ts';
import { table } from '../output/table.ts';
import { accessOf, byCommand, personNamed } from '../server/people.ts';
import { wholeNumber } from '../whole-number.ts';
import type { DefineCommand } from './command.ts';

const dayMs = 24 * 3600 * 1000;

export const defineKeys: DefineCommand = (keys, session) => {
  keys
    .command('list', { isDefault: true })
    .description('all API keys, newest first')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const access = await accessOf(host);
        const names = new Map((await access.people.list()).map(({ id, name }) => [id, name]));
        const rows = await access.keys.list();
        for (const row of rows) host.out.data({ event: 'key', ...row });
        const moment = (at: number | undefined) =>
          at === undefined ? '' : new Date(at).toLocaleDateString();
        const columns = [
          { title: 'key', value: ({ id }: (typeof rows)[number]) => `emk_${id}_…` },
          { title: 'name', value: ({ name }: (typeof rows)[number]) => name },
          {
            title: 'person',
            value: ({ person }: (typeof rows)[number]) => names.get(person) ?? '',
          },
          {
            title: 'expires',
            value: ({ expiresAt, revokedAt }: (typeof rows)[number]) =>
              revokedAt === undefined ? moment(expiresAt) : 'revoked',
          },
          {
            title: 'last used',
            value: ({ lastUsed }: (typeof rows)[number]) => moment(lastUsed?.at),
          },
          {
            title: 'scopes',
            value: ({ scopes }: (typeof rows)[number]) => scopes.join(' '),
            flexible: true,
          },
        ];
        host.out.say(rows.length === 0 ? 'No keys.' : table(rows, columns, host.out.width));
      });
    });
  keys
    .command('add')
    .argument('<person>')
    .option('--name <name>', 'what it is for', 'command line')
    .option('--scope <scope...>', 'what it may be used for', ['read'])
    .option('--for <account...>', 'accounts it reaches', ['*'])
    .option('--days <n>', 'how long it lasts; 0: until it is revoked', '90')
    .description('a new key; it is shown this one time')
    .action(
      async (
        person: string,
        flags: { name: string; scope: string[]; for: string[]; days: string },
        command,
      ) => {
        await withHost(session.globals(command), async (host) => {
          const access = await accessOf(host);
          const { id } = await personNamed(access, person);
          const days = wholeNumber('--days', flags.days, 0);
          const { key, apiKey } = await access.keys.create(
            id,
            {
              name: flags.name,
              scopes: flags.scope,
              accounts: flags.for,
              expiresAt: days === 0 ? null : Date.now() + days * dayMs,
            },
            byCommand,
          );
          host.out.data({ event: 'key-created', key, ...apiKey });
          host.out.say(key);
        });
      },
    );
  keys
    .command('revoke')
    .argument('<id>', 'the eight letters after emk_')
    .description('it opens nothing from now on')
    .action(async (id: string, _flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const revoked = await (await accessOf(host)).keys.revoke(id, byCommand);
        host.out.data({ event: 'key-revoked', id: revoked.id });
        host.out.say(`${revoked.name} is revoked`);
      });
    });
};
