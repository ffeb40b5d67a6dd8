import type { Role } from '@earmark/accounts';
import { EarmarkError } from '@earmark/core';
import { Option } from 'commander';
import { withHost } from '../host/host.ts';
import { table } from '../output/table.ts';
import { accessOf, byCommand, personNamed, readPassword } from '../server/people.ts';
import type { DefineCommand } from './command.ts';

export const definePeople: DefineCommand = (people, session) => {
  people
    .command('list', { isDefault: true })
    .description('everyone who can log in, with their accounts')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const { people, members } = await accessOf(host);
        const rows = await Promise.all(
          (await people.list()).map(async (person) => ({
            ...person,
            accounts: await members.of(person.id),
          })),
        );
        for (const row of rows) host.out.data({ event: 'person', ...row });
        const columns = [
          { title: 'name', value: ({ name }: (typeof rows)[number]) => name },
          { title: 'admin', value: ({ admin }: (typeof rows)[number]) => (admin ? 'yes' : '') },
          {
            title: 'disabled',
            value: ({ disabled }: (typeof rows)[number]) => (disabled ? 'yes' : ''),
          },
          {
            title: 'accounts',
            value: ({ accounts }: (typeof rows)[number]) =>
              accounts.map(({ account, role }) => `${account} (${role})`).join(', '),
            flexible: true,
          },
        ];
        host.out.say(rows.length === 0 ? 'Nobody yet.' : table(rows, columns, host.out.width));
      });
    });
  people
    .command('add')
    .argument('<name>')
    .option('--admin', 'administers the server')
    .option('--password-file <file>', 'instead of asking; without a terminal it is read from stdin')
    .description('somebody new')
    .action(
      async (
        name: string,
        { admin = false, passwordFile }: { admin?: boolean; passwordFile?: string },
        command,
      ) => {
        await withHost(session.globals(command), async (host) => {
          const access = await accessOf(host);
          const password = await readPassword(host, passwordFile);
          const person = (await access.setup.isDone())
            ? await access.people.create({ name, password, admin }, byCommand)
            : await access.setup.run({ name, password });
          host.out.data({ event: 'person-created', ...person });
          host.out.say(`${person.name} can log in`);
        });
      },
    );
  people
    .command('setup-code')
    .description('the code that sets up the server from another machine')
    .action(async (_flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const { setup } = await accessOf(host);
        if (await setup.isDone())
          throw new EarmarkError('conflict', 'The server is set up already: no code is needed.');
        const code = await setup.code();
        host.out.data({ event: 'setup-code', code });
        host.out.say(code);
      });
    });
  people
    .command('remove')
    .argument('<name>')
    .description('with their sessions, keys and memberships; accounts stay')
    .action(async (name: string, _flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const access = await accessOf(host);
        const person = await personNamed(access, name);
        await access.people.remove(person.id, byCommand);
        host.out.data({ event: 'person-removed', id: person.id });
        host.out.say(`${person.name} is gone`);
      });
    });
  people
    .command('give')
    .argument('<name>')
    .argument('<account>', 'an account, or * for all')
    .addOption(
      new Option('--role <role>', 'what they may do there')
        .choices(['viewer', 'member', 'owner'])
        .default('member'),
    )
    .description('give a person access to an account')
    .action(async (name: string, account: string, { role }: { role: Role }, command) => {
      await withHost(session.globals(command), async (host) => {
        const access = await accessOf(host);
        const { id } = await personNamed(access, name);
        const membership = await access.members.set(id, account, role, byCommand);
        host.out.data({ event: 'membership-set', ...membership });
        host.out.say(`${name} is ${role} of ${account}`);
      });
    });
  people
    .command('take')
    .argument('<name>')
    .argument('<account>', 'an account, or * for what was given for all')
    .description('take a person’s access to an account back')
    .action(async (name: string, account: string, _flags, command) => {
      await withHost(session.globals(command), async (host) => {
        const access = await accessOf(host);
        const { id } = await personNamed(access, name);
        await access.members.remove(id, account, byCommand);
        host.out.data({ event: 'membership-removed', person: id, account });
        host.out.say(`${name} no longer reaches ${account}`);
      });
    });
};
