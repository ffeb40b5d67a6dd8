import { type Audit, type Clock, type Records, systemClock } from '@earmark/core';
import { createTrail, type Trail } from '../audit/trail.ts';
import { createKeys, type Keys } from '../keys/keys.ts';
import { createPasswords, type Passwords } from '../passwords/passwords.ts';
import { createMembers, type Members } from '../people/members.ts';
import { createPeople, type People } from '../people/people.ts';
import { createSessions, type Sessions, type Visitor } from '../sessions/sessions.ts';
import { createLoginThrottle, type LoginThrottle } from '../throttle/logins.ts';
import { createThrottle } from '../throttle/throttle.ts';
import { type Principal, principalOf } from './principal.ts';
import { createSetup, type Setup } from './setup.ts';

/** People and what lets them in: one object for the web, the command line and programs. */
export interface Access {
  readonly people: People;
  readonly members: Members;
  readonly keys: Keys;
  readonly sessions: Sessions;
  readonly setup: Setup;
  readonly logins: LoginThrottle;
  readonly trail: Trail;
  /** Who has this key, as of now. */
  byKey(key: string, visitor: Visitor): Promise<Principal | undefined>;
  bySession(token: string, visitor: Visitor): Promise<Principal | undefined>;
  /** The same principal as of now, or nothing where it has lost its way in: for connections that stay open. */
  renew(principal: Principal): Promise<Principal | undefined>;
}
export interface AccessOptions {
  readonly records: Records;
  readonly audit: Audit;
  readonly clock?: Clock;
  readonly passwords?: Passwords;
}

export function createAccess(options: AccessOptions): Access {
  const { records, audit, clock = systemClock, passwords = createPasswords() } = options;
  const trail = createTrail(audit, clock);
  const parts = { records, trail, clock };
  const members = createMembers(parts);
  const keys = createKeys(parts);
  const sessions = createSessions(parts);
  const people = createPeople({
    ...parts,
    passwords,
    changed: (person) => sessions.endAll(person),
    async removed(person) {
      await Promise.all([
        sessions.endAll(person),
        keys.removeAll(person),
        members.removeAll(person),
      ]);
    },
  });

  async function principal(id: string, via: Principal['via']): Promise<Principal | undefined> {
    const [person, memberships] = await Promise.all([people.get(id), members.of(id)]);
    return person && !person.disabled ? principalOf(person, memberships, via) : undefined;
  }

  return {
    people,
    members,
    keys,
    sessions,
    setup: createSetup({ ...parts, passwords }),
    logins: createLoginThrottle(createThrottle(parts)),
    trail,
    async byKey(given, visitor) {
      const key = await keys.use(given, visitor);
      return key && principal(key.person, { key });
    },
    async bySession(token, visitor) {
      const session = await sessions.open(token, visitor);
      return session && principal(session.person, { session });
    },
    async renew({ via, person }) {
      if ('key' in via) {
        const key = await keys.get(via.key.id);
        const holds =
          key && key.revokedAt === undefined && (key.expiresAt ?? Infinity) > clock.now();
        return holds ? principal(person.id, { key }) : undefined;
      }
      const session = (await sessions.list(person.id)).find(({ id }) => id === via.session.id);
      return session && principal(person.id, { session });
    },
  };
}
