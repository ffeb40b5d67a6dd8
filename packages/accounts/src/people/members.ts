import { type Clock, EarmarkError, endRules, everyRecord, type Records } from '@earmark/core';
import type { Actor, Trail } from '../audit/trail.ts';
import { asJson, contentOf } from '../records.ts';
import type { Membership } from './person.ts';
import { everyAccount, type Role } from './roles.ts';

export interface Members {
  of(person: string): Promise<readonly Membership[]>;
  /** By person. */
  in(account: string): Promise<readonly Membership[]>;
  has(person: string, account: string): Promise<boolean>;
  set(person: string, account: string, role: Role, by: Actor): Promise<Membership>;
  /** Throws `not-found`. */
  remove(person: string, account: string, by: Actor): Promise<void>;
  removeAll(person: string): Promise<void>;
  /** Of an account that is no more. Memberships in all accounts stay. */
  removeFrom(account: string, by: Actor): Promise<void>;
}

export const members = 'members';
interface StoredMembership {
  readonly role: Role;
  readonly since: number;
}

export function createMembers({
  records,
  trail,
  clock,
}: {
  readonly records: Records;
  readonly trail: Trail;
  readonly clock: Clock;
}): Members {
  async function listed(prefix: string): Promise<readonly Membership[]> {
    const found: Membership[] = [];
    for await (const record of everyRecord(records, members, prefix)) {
      const [person = '', account = ''] = record.key.split('/');
      found.push({ person, account, ...contentOf<StoredMembership>(record) });
    }
    return found;
  }

  const holdsIn = (all: readonly Membership[], account: string) =>
    all.some((each) => each.account === account || each.account === everyAccount);

  /** Notices are for those who may see the account. */
  async function quieten(person: string): Promise<void> {
    const left = await listed(`${person}/`);
    await endRules(records, person, (account) => !holdsIn(left, account));
  }

  async function remove(person: string, account: string, by: Actor): Promise<void> {
    const key = `${person}/${account}`;
    const known = await records.get(members, key);
    if (!known) throw new EarmarkError('not-found', 'There is no such membership.');
    await records.commit([{ collection: members, key, expect: known.revision }]);
    await quieten(person);
    await trail.note(by, 'membership-removed', {
      target: person,
      ...(account === everyAccount ? {} : { account }),
      before: contentOf<StoredMembership>(known).role,
    });
  }

  return {
    of: (person) => listed(`${person}/`),
    has: async (person, account) => holdsIn(await listed(`${person}/`), account),
    in: async (account) =>
      (await listed('')).filter((each) => [account, everyAccount].includes(each.account)),
    async set(person, account, role, by) {
      const key = `${person}/${account}`;
      const known = await records.get(members, key);
      const before = known && contentOf<StoredMembership>(known);
      const since = before?.since ?? clock.now();
      const value = asJson({ role, since });
      await records.commit([{ collection: members, key, value, expect: known?.revision ?? 0 }]);
      await trail.note(by, 'membership-set', {
        target: person,
        ...(account === everyAccount ? {} : { account }),
        before: before?.role,
        after: role,
      });
      return { person, account, role, since };
    },
    remove,
    async removeFrom(account, by) {
      for (const each of await listed(''))
        if (each.account === account) await remove(each.person, account, by);
    },
    async removeAll(person) {
      const own = await listed(`${person}/`);
      await records.commit(
        own.map(({ account }) => ({ collection: members, key: `${person}/${account}` })),
      );
      await quieten(person);
    },
  };
}
