import { EarmarkError } from '@earmark/core';
import type { Access } from '../access/access.ts';
import type { Person } from './person.ts';

/** A member of an account, by name or id. Throws `config` where there is none. */
export async function memberNamed(
  { people, members }: Pick<Access, 'people' | 'members'>,
  who: string,
  account: string,
): Promise<Person> {
  const person = (await people.byName(who)) ?? (await people.get(who));
  if (person && (await members.has(person.id, account))) return person;
  const all = await Promise.all((await members.in(account)).map((each) => people.get(each.person)));
  const names = all.flatMap((each) => (each ? [each.name] : []));
  throw new EarmarkError(
    'config',
    `${JSON.stringify(who)} is not a member of account ${account}. Members: ${names.join(', ') || 'none'}`,
  );
}

/** What names a person by their id, as people know them. One who is no more keeps the id. */
export async function withPersonName<T extends { readonly person?: string }>(
  { people }: Pick<Access, 'people'>,
  named: T,
): Promise<T> {
  const person = named.person === undefined ? undefined : await people.get(named.person);
  return person ? { ...named, person: person.name } : named;
}
