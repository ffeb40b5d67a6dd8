import { EarmarkError } from '@earmark/spec';
import type { Lease, LockStrategy } from '../spec.ts';

/** Locks among the callers of one process: what core uses where no lock plugin is given, with a memory store. */
export function createMemoryLock(): LockStrategy {
  const held = new Map<string, { readonly token: number; readonly since: number }>();
  const tokens = new Map<string, number>();
  const holder = { host: 'this process', pid: process.pid };

  return {
    spec: 1,
    kind: 'lock',
    name: 'memory',
    async acquire(key) {
      const current = held.get(key);
      if (current) {
        throw new EarmarkError('locked', `${key} is held by this process (token ${current.token})`);
      }
      const token = (tokens.get(key) ?? 0) + 1;
      tokens.set(key, token);
      held.set(key, { token, since: 0 });
      const release = async () => {
        if (held.get(key)?.token === token) held.delete(key);
      };
      return {
        key,
        token,
        lost: new AbortController().signal,
        async confirm() {
          if (held.get(key)?.token !== token) {
            throw new EarmarkError('locked', `${key} is no longer held with token ${token}`);
          }
        },
        release,
        [Symbol.asyncDispose]: release,
      } satisfies Lease;
    },
    async inspect(key) {
      const found = held.get(key);
      return (
        found && { key, holder, token: found.token, since: found.since, state: 'held' as const }
      );
    },
    async *list(under) {
      for (const [key, { token, since }] of held) {
        if (key.startsWith(under)) yield { key, holder, token, since, state: 'held' as const };
      }
    },
  };
}
