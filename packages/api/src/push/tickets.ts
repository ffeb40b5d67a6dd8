import { randomBytes } from 'node:crypto';
import type { Principal } from '@earmark/accounts';
import type { Clock } from '@earmark/core';

/** Opens one WebSocket where a browser can send neither cookie nor header: addresses are logged, so it holds once and shortly. */
export interface Tickets {
  issue(principal: Principal): { readonly ticket: string; readonly expiresAt: number };
  redeem(ticket: string): Principal | undefined;
}

const lifeMs = 30_000;
const mostKept = 1000;

export function createTickets(clock: Clock): Tickets {
  const kept = new Map<string, { readonly principal: Principal; readonly expiresAt: number }>();
  return {
    issue(principal) {
      for (const [ticket, { expiresAt }] of kept) if (expiresAt <= clock.now()) kept.delete(ticket);
      const [oldest] = kept.keys();
      if (kept.size >= mostKept && oldest !== undefined) kept.delete(oldest);
      const ticket = randomBytes(24).toString('base64url');
      const expiresAt = clock.now() + lifeMs;
      kept.set(ticket, { principal, expiresAt });
      return { ticket, expiresAt };
    },
    redeem(ticket) {
      const found = kept.get(ticket);
      kept.delete(ticket);
      return found && found.expiresAt > clock.now() ? found.principal : undefined;
    },
  };
}
