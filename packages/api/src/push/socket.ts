import type { Access, Principal } from '@earmark/accounts';
import type { Clock } from '@earmark/core';
import type { ClientAddress } from '../http/client-address.ts';
import { principalOf, refuseCredential } from '../http/credential.ts';
import type { Guard } from '../http/guard.ts';
import { refuse } from '../http/problem.ts';
import { type Connections, closing, type Wish } from './connections.ts';
import type { Pushed } from './feed.ts';
import { createFrames } from './frames.ts';
import type { Tickets } from './tickets.ts';

/** The other end, whatever library speaks its protocol. */
export interface SocketWire {
  send(text: string): void;
  close(code: number, reason: string): void;
  /** Bytes that were sent and not taken yet. */
  readonly buffered: number;
}
/** What the wire calls. */
export interface SocketSession {
  opened(wire: SocketWire): Promise<void>;
  received(text: string): void;
  closed(): void;
}
export interface Sockets {
  /** Looks at an upgrade before it is answered: throws the refusal, else gives what goes on over the wire. */
  accept(request: Request, client: ClientAddress): Promise<SocketSession>;
}

const mostBuffered = 1024 * 1024;
const helloMs = 5000;
const messagesPerSecond = 20;

export function createSockets(parts: {
  readonly guard: Guard;
  readonly access: Access;
  readonly connections: Connections;
  readonly tickets: Tickets;
  readonly clock: Clock;
}): Sockets {
  const { guard, access, connections, tickets, clock } = parts;

  const framesOf = createFrames();

  async function identified(request: Request, client: ClientAddress, url: URL) {
    const ticket = url.searchParams.get('ticket');
    if (ticket !== null) return tickets.redeem(ticket) ?? refuseCredential();
    const agent = request.headers.get('user-agent') ?? undefined;
    return principalOf(request, access, { address: client.address, agent });
  }

  return {
    async accept(request, client) {
      guard.check(request, true);
      const url = new URL(request.url);
      const wish = { after: readAfter(url), account: url.searchParams.get('account') ?? undefined };
      const known = await identified(request, client, url);
      if (known) connections.assertRoom(known);
      else await access.logins.attempt(client.address);
      return session(known, wish, client);
    },
  };

  function session(known: Principal | undefined, wish: Wish, client: ClientAddress): SocketSession {
    const ended = new AbortController();
    let wire: SocketWire | undefined;
    let leave: (() => void) | undefined;
    let isKnown = known !== undefined;
    let second = 0;
    let received = 0;

    function close(code: number, reason: string): void {
      ended.abort();
      leave?.();
      wire?.close(code, reason);
    }

    function send(events: readonly Pushed[]): void {
      for (const frame of framesOf(events)) {
        if (!wire || ended.signal.aborted) return;
        if (wire.buffered > mostBuffered) close(closing.slow, 'too slow to keep up');
        else wire.send(frame);
      }
    }

    async function listen(principal: Principal): Promise<void> {
      if (!principal.scopes.includes('albums:read'))
        return close(closing.unauthenticated, 'this needs the scope albums:read');
      try {
        leave = await connections.open(principal, wish, { send, close });
      } catch {
        return close(closing.tooMuch, 'too many connections of this key or session');
      }
      if (ended.signal.aborted) leave();
    }

    /** A program may say who it is in its first message. */
    async function hello(text: string): Promise<void> {
      const key = keyIn(text);
      const principal =
        key === undefined ? undefined : await access.byKey(key, { address: client.address });
      if (!principal) return close(closing.unauthenticated, 'this key does not hold');
      await access.logins.succeeded(client.address);
      await listen(principal);
    }

    return {
      async opened(given) {
        wire = given;
        if (known) return listen(known);
        await clock.sleep(helloMs, ended.signal).catch(() => undefined);
        if (!isKnown && !ended.signal.aborted)
          close(closing.unauthenticated, 'no credential was sent');
      },
      received(text) {
        const now = Math.floor(clock.now() / 1000);
        received = now === second ? received + 1 : 1;
        second = now;
        if (received > messagesPerSecond) return close(closing.tooMuch, 'too many messages');
        if (isKnown) return;
        isKnown = true;
        void hello(text).catch(() => close(closing.goingAway, 'try again'));
      },
      closed() {
        ended.abort();
        leave?.();
      },
    };
  }
}

function readAfter(url: URL): number | undefined {
  const after = url.searchParams.get('after');
  if (after === null) return undefined;
  if (!/^\d{1,15}$/.test(after))
    refuse(400, 'after is the number of the last event that you have seen.');
  return Number(after);
}

function keyIn(text: string): string | undefined {
  try {
    const { auth } = JSON.parse(text) as { readonly auth?: unknown };
    return typeof auth === 'string' ? auth : undefined;
  } catch {
    return undefined;
  }
}
