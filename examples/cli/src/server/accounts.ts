import {
  createAccess,
  createAccounts,
  createPacing,
  type RunningAccounts,
} from '@earmark/accounts';
import { silentLog } from '@earmark/core';
import type { Host } from '../host/host.ts';
import { workOf } from './work.ts';

/** The installation's accounts. `starts`: their turns may be taken in this process; else it only reads and sets. */
export async function accountsOf(
  { earmark, roots, settings }: Host,
  starts = false,
): Promise<RunningAccounts> {
  const { records, audit } = await earmark.shared();
  const { EARMARK_USERS: usersRoot } = settings.context.env;
  return createAccounts({
    earmark,
    records,
    trail: createAccess({ records, audit }).trail,
    log: silentLog,
    work: workOf(roots, earmark.account),
    pacing: starts ? createPacing() : { permits: async () => 0 },
    ...(usersRoot ? { usersRoot } : {}),
  });
}
