import { createSecrets, EarmarkError, readSecretKey, type Secrets } from '@earmark/core';
import { credentials } from '@earmark/standard';
import { type Host, withHost } from '../host/host.ts';
import type { Io } from '../io.ts';
import type { DefineCommand } from './command.ts';

export const defineSecrets: DefineCommand = (command, session) => {
  const name = ['<name>', 'such as spotify.clientSecret'] as const;
  command
    .command('set')
    .argument(...name)
    .description(
      'store a secret; its value comes from standard input, or from a prompt without echo',
    )
    .addHelpText(
      'after',
      `
Secrets are encrypted with EARMARK_SECRET_KEY, or with the file secret.key beside the state. The environment wins.
Known names: ${Object.keys(credentials).join(', ')}
  printf %s "$TOKEN" | earmark secrets set discogs.token`,
    )
    .action(async (secret: string, _options, self) => {
      await withHost(session.globals(self), async (host) => {
        const value = await readValue(host.io, secret);
        await (await secretsOf(host)).set(host.earmark.account, secret, value);
        host.out.data({ event: 'secret-set', account: host.earmark.account, name: secret });
        host.out.say(`${secret} is kept for account ${host.earmark.account}`);
      });
    });
  command
    .command('list', { isDefault: true })
    .description('the names of what is kept, never the values')
    .action(async (_options, self) => {
      await withHost(session.globals(self), async ({ earmark, out }) => {
        const names = await (await earmark.shared()).secrets.names(earmark.account);
        for (const each of names)
          out.data({ event: 'secret', account: earmark.account, name: each });
        out.say(names.length === 0 ? 'No secrets.' : names.join('\n'));
      });
    });
  command
    .command('delete')
    .argument(...name)
    .description('forget a secret')
    .action(async (secret: string, _options, self) => {
      await withHost(session.globals(self), async ({ earmark, out }) => {
        if (!(await (await earmark.shared()).secrets.remove(earmark.account, secret)))
          throw new EarmarkError(
            'config',
            `There is no secret ${secret}. To list them: earmark secrets list`,
          );
        out.data({ event: 'secret-deleted', account: earmark.account, name: secret });
        out.say(`${secret} is forgotten`);
      });
    });
};

async function secretsOf({ earmark, settings }: Host): Promise<Secrets> {
  const { state, env } = settings.context;
  const { secrets: rows } = await earmark.shared();
  return createSecrets({ rows, key: await readSecretKey({ folder: state, env }) });
}

/** Never from the arguments: those are seen by every user of the machine, and stay in the shell's history. */
async function readValue({ stdin, stdout }: Io, secret: string): Promise<string> {
  if (stdin.isTTY && stdout.isTTY) {
    const { isCancel, password } = await import('@clack/prompts');
    const typed = await password({ message: secret });
    if (isCancel(typed)) throw new EarmarkError('aborted', 'nothing was changed');
    return typed;
  }
  let text = '';
  for await (const chunk of stdin) text += String(chunk);
  const value = text.replace(/\r?\n$/, '');
  if (value !== '') return value;
  throw new EarmarkError('config', `Give the value of ${secret} on standard input`);
}
