import { foldedName } from '../people/person-name.ts';
import { networkOf } from './network-of.ts';
import type { Throttle } from './throttle.ts';

/** Guards every place where a password or a key can be tried. */
export interface LoginThrottle {
  /** Throws `quota`. Counts a try of this visitor, and of the name where one was given. */
  attempt(address: string | undefined, name?: string): Promise<void>;
  /** It was right: it was no guess. */
  succeeded(address: string | undefined, name?: string): Promise<void>;
}

const minute = 60_000;
const perVisitor = { limit: 5, perMs: minute };
/** Large: a stranger who tries somebody's name must not lock them out. It ends a guess from many addresses. */
const perName = { limit: 100, perMs: 60 * minute };

export function createLoginThrottle(throttle: Throttle): LoginThrottle {
  const visitor = (address: string | undefined) => `login/address/${networkOf(address)}`;
  const named = (name: string) => `login/name/${foldedName(name).slice(0, 64)}`;
  return {
    attempt: (address, name) =>
      throttle.take({
        [visitor(address)]: perVisitor,
        ...(name === undefined ? {} : { [named(name)]: perName }),
      }),
    succeeded: (address, name) =>
      throttle.forgive([visitor(address), ...(name === undefined ? [] : [named(name)])]),
  };
}
