import { createMemorySharedStore } from '@earmark/core';
import { createFakeClock } from '@earmark/testkit';
import { createAccess, createPasswords, scrypt } from '../index.ts';

/** An installation's people with a clock of its own. Its passwords are cheap to check. */
export function createHouse() {
  const clock = createFakeClock();
  const { records, audit } = createMemorySharedStore(clock);
  const passwords = createPasswords({ algorithm: scrypt, cost: { ln: 4, r: 8, p: 1 } });
  return { clock, records, audit, access: createAccess({ records, audit, clock, passwords }) };
}

export const nobody = {};
export const goodPassword = 'correct horse battery';
