import { type Access, createAccess, type Person } from '@earmark/accounts';
import { EarmarkError } from '@earmark/core';
import type { Host } from '../host/host.ts';

/** What the command line changes is nobody's in particular: whoever can run it can read the state anyway. */
export const byCommand = {};

export async function accessOf({ earmark }: Host): Promise<Access> {
  return createAccess(await earmark.shared());
}

export async function personNamed(access: Access, name: string): Promise<Person> {
  const person = await access.people.byName(name);
  if (person) return person;
  throw new EarmarkError(
    'not-found',
    `There is no person named ${JSON.stringify(name)}. To list people: earmark people`,
  );
}

/** From a file or the first line of stdin, as an argument could be read by every user of the machine. */
export async function readPassword({ io }: Host, file: string | undefined): Promise<string> {
  if (file !== undefined) {
    const { readFile } = await import('node:fs/promises');
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  }
  if (io.stdin.isTTY) {
    const { password, isCancel } = await import('@clack/prompts');
    const given = await password({ message: 'Password' });
    if (isCancel(given)) throw new EarmarkError('aborted', 'no password was given');
    return given;
  }
  let text = '';
  for await (const part of io.stdin) text += String(part);
  return text.split(/\r?\n/, 1)[0] ?? '';
}
