import { createHash } from 'node:crypto';
import type { Audit, Clock, Json } from '@earmark/core';

/** On whose behalf something is done, as far as it is known. A host's own command has no person. */
export interface Actor {
  readonly person?: string;
  readonly key?: string;
  readonly address?: string;
  readonly requestId?: string;
}
export interface Trail {
  /** Keeps digests, never values: the trail can be read by more people than what it is about. */
  note(
    actor: Actor,
    what: string,
    about?: {
      readonly account?: string;
      readonly target?: string;
      readonly before?: Json | undefined;
      readonly after?: Json | undefined;
    },
  ): Promise<void>;
}

export function createTrail(audit: Audit, clock: Clock): Trail {
  return {
    async note(actor, what, { account, target, before, after } = {}) {
      await audit.append({
        at: clock.now(),
        what,
        ...actor,
        ...(account === undefined ? {} : { account }),
        ...(target === undefined ? {} : { target }),
        ...(before === undefined ? {} : { before: digestOf(before) }),
        ...(after === undefined ? {} : { after: digestOf(after) }),
      });
    },
  };
}

/** Equal for equal values, in whatever order their keys are. */
export function digestOf(value: Json): string {
  return createHash('sha256').update(canonical(value)).digest('hex').slice(0, 32);
}

function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`);
  return `{${members.join(',')}}`;
}
