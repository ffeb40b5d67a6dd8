import { createHash, randomBytes } from 'node:crypto';
import {
  type Clock,
  commitUnlessTaken,
  EarmarkError,
  everyRecord,
  type RecordChange,
  type Records,
  type StoredRecord,
} from '@earmark/core';
import type { Actor, Trail } from '../audit/trail.ts';
import { asJson, contentOf } from '../records.ts';

/** One login on one device. */
export interface Session {
  /** Names it to its owner; opens nothing. */
  readonly id: string;
  readonly person: string;
  readonly createdAt: number;
  readonly seenAt: number;
  readonly expiresAt: number;
  readonly address?: string;
  readonly agent?: string;
}
export interface Visitor {
  readonly address?: string | undefined;
  readonly agent?: string | undefined;
}
export interface Sessions {
  /** Gives the token for the cookie: it is kept as a digest, so this is the only time. */
  start(
    person: string,
    visitor: Visitor,
  ): Promise<{ readonly token: string; readonly session: Session }>;
  /** Whose session it is, while it lasts. Notes that it was seen, at most once a minute. */
  open(token: string, visitor: Visitor): Promise<Session | undefined>;
  list(person: string): Promise<readonly Session[]>;
  /** Throws `not-found`. */
  end(person: string, id: string, by: Actor): Promise<void>;
  endAll(person: string, except?: string): Promise<void>;
}

const sessions = 'sessions';
const minute = 60_000;
const day = 24 * 60 * minute;
const idleMs = 14 * day;
const longestMs = 90 * day;
const secretForm = /^[A-Za-z0-9]{12}\.[\w-]{43}$/;
const longestAgent = 200;

interface StoredSession {
  readonly createdAt: number;
  readonly seenAt: number;
  readonly address?: string;
  readonly agent?: string;
}

export function createSessions({
  records,
  trail,
  clock,
}: {
  readonly records: Records;
  readonly trail: Trail;
  readonly clock: Clock;
}): Sessions {
  const expiryOf = ({ createdAt, seenAt }: StoredSession) =>
    Math.min(seenAt + idleMs, createdAt + longestMs);

  function sessionOf({ key, value }: { readonly key: string; readonly value: unknown }): Session {
    const [person = '', digest = ''] = key.split('/');
    const stored = value as StoredSession;
    return { id: digest.slice(0, 16), person, ...stored, expiresAt: expiryOf(stored) };
  }

  const change = (key: string, stored: StoredSession, expect: number): RecordChange => ({
    collection: sessions,
    key,
    value: asJson(stored),
    expect,
    expiresAt: expiryOf(stored),
  });

  /** Of two requests at once one writes it down; the other has nothing to add. */
  async function noteSeen(record: StoredRecord, visitor: Visitor): Promise<void> {
    const stored = contentOf<StoredSession>(record);
    const seen = { ...stored, ...visited(visitor), seenAt: clock.now() };
    await commitUnlessTaken(records, [change(record.key, seen, record.revision)]);
  }

  async function remove(keys: readonly string[]): Promise<void> {
    await records.commit(keys.map((key) => ({ collection: sessions, key })));
  }

  async function own(person: string): Promise<readonly StoredRecord[]> {
    const found: StoredRecord[] = [];
    for await (const record of everyRecord(records, sessions, `${person}/`)) {
      if (expiryOf(contentOf<StoredSession>(record)) > clock.now()) found.push(record);
    }
    return found;
  }

  return {
    async start(person, visitor) {
      const token = `${person}.${randomBytes(32).toString('base64url')}`;
      const now = clock.now();
      const stored = { createdAt: now, seenAt: now, ...visited(visitor) };
      const created = change(keyOf(token), stored, 0);
      await records.commit([created]);
      const session = sessionOf({ key: created.key, value: stored });
      const actor = { person, ...(visitor.address ? { address: visitor.address } : {}) };
      await trail.note(actor, 'session-started', { target: session.id });
      return { token, session };
    },
    async open(token, visitor) {
      if (!secretForm.test(token)) return undefined;
      const record = await records.get(sessions, keyOf(token));
      if (!record || expiryOf(contentOf<StoredSession>(record)) <= clock.now()) return undefined;
      if (clock.now() - contentOf<StoredSession>(record).seenAt >= minute)
        await noteSeen(record, visitor);
      return sessionOf(record);
    },
    list: async (person) => (await own(person)).map(sessionOf),
    async end(person, id, by) {
      const record = (await own(person)).find((each) => sessionOf(each).id === id);
      if (!record) throw new EarmarkError('not-found', 'There is no such session.');
      await remove([record.key]);
      await trail.note(by, 'session-ended', { target: id });
    },
    async endAll(person, except) {
      const others = (await own(person)).filter((each) => sessionOf(each).id !== except);
      await remove(others.map(({ key }) => key));
    },
  };
}

/** A session lies below its person, by the digest of its token. */
function keyOf(token: string): string {
  const [person] = token.split('.', 1);
  return `${person}/${createHash('sha256').update(token).digest('hex')}`;
}

const visited = ({ address, agent }: Visitor): { address?: string; agent?: string } => ({
  ...(address ? { address } : {}),
  ...(agent ? { agent: agent.slice(0, longestAgent) } : {}),
});
