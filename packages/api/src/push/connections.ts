import type { Access, Principal } from '@earmark/accounts';
import type { Audit, Clock, Logger } from '@earmark/core';
import { refuse } from '../http/problem.ts';
import type { Feed, Pushed } from './feed.ts';

/** Why a connection ends, as WebSocket close codes; a stream just ends. */
export const closing = {
  goingAway: 1001,
  tooMuch: 1008,
  slow: 1013,
  unauthenticated: 4401,
} as const;

export interface Connection {
  send(events: readonly Pushed[]): void;
  close(code: number, reason: string): void;
}
/** From where on, and of which account alone. Default: from now on, of all within reach. */
export interface Wish {
  readonly after: number | undefined;
  readonly account: string | undefined;
}
/** Everybody who listens, for as long as they may. */
export interface Connections {
  /** Ends the request with 429 where this credential has too many open. */
  assertRoom(principal: Principal): void;
  /** Checks for room as well: many may have been let in at once. */
  open(principal: Principal, wish: Wish, connection: Connection): Promise<() => void>;
  readonly count: number;
  close(): Promise<void>;
}

const mostOfOne = 20;
const checkMs = 500;

interface Open {
  principal: Principal;
  readonly connection: Connection;
  leave(): void;
}

export function createConnections(parts: {
  readonly feed: Feed;
  readonly access: Access;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Logger;
}): Connections {
  const { feed, access, audit, clock, log } = parts;
  const open = new Set<Open>();
  const ended = new AbortController();
  let checking: Promise<void> | undefined;

  /** Rights change by what is in the audit, or by time: so as long as neither says so, nobody is asked again. */
  async function check(): Promise<void> {
    let seen = await lastChange();
    while (open.size > 0 && !ended.signal.aborted) {
      await clock.sleep(checkMs, ended.signal).catch(() => undefined);
      try {
        const last = await lastChange();
        const all = last !== seen;
        seen = last;
        for (const each of [...open]) if (all || isOver(each.principal)) await renew(each);
      } catch (error) {
        log.warn('rights of open connections could not be checked: trying again', {
          error: String(error),
        });
      }
    }
  }

  const lastChange = async () => (await audit.list({ limit: 1 }))[0]?.seq;

  function isOver({ via }: Principal): boolean {
    const { expiresAt = Infinity } = 'key' in via ? via.key : via.session;
    return expiresAt <= clock.now();
  }

  async function renew(each: Open): Promise<void> {
    const principal = await access.renew(each.principal);
    if (principal?.scopes.includes('albums:read')) {
      each.principal = principal;
      return;
    }
    each.leave();
    each.connection.close(closing.unauthenticated, 'your key or session ended');
  }

  function startChecking(): void {
    if (checking || ended.signal.aborted) return;
    checking = check().finally(() => {
      checking = undefined;
      if (open.size > 0) startChecking();
    });
  }

  function assertRoom(principal: Principal): void {
    const own = [...open].filter(
      (each) => credentialOf(each.principal) === credentialOf(principal),
    );
    if (own.length >= mostOfOne)
      refuse(429, `No more than ${mostOfOne} connections of one key or session at once.`, {
        headers: { 'retry-after': '10' },
      });
  }

  return {
    assertRoom,
    async open(principal, { after, account: only }, connection) {
      assertRoom(principal);
      const each: Open = { principal, connection, leave: () => void open.delete(each) };
      open.add(each);
      startChecking();
      const stop = await feed.subscribe(
        {
          sees: (account) =>
            (only === undefined || account === only) &&
            each.principal.roleIn(account) !== undefined,
          send: (events) => connection.send(events),
        },
        after,
      );
      each.leave = () => {
        open.delete(each);
        stop();
      };
      // It may have been refused or have gone while it was given what it had missed.
      if (!open.has(each)) stop();
      return () => each.leave();
    },
    get count() {
      return open.size;
    },
    async close() {
      for (const { connection, leave } of [...open]) {
        leave();
        connection.close(closing.goingAway, 'the server stops');
      }
      ended.abort();
      await checking;
    },
  };
}

const credentialOf = ({ via }: Principal) => ('key' in via ? via.key.id : via.session.id);
