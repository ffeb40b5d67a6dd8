import { randomInt } from 'node:crypto';
import { type AcquireOptions, type Clock, EarmarkError, type Lease } from '@earmark/core';
import type { ProcessIdentity } from '@earmark/core/files';
import { breakForeign, breakLock } from './break.ts';
import { type Claim, createClaim } from './claim.ts';
import { found } from './disk.ts';
import { createLease } from './lease.ts';
import type { Mount } from './mounts.ts';
import type { Settings } from './options.ts';
import type { Place } from './places.ts';
import type { Tokens } from './tokens.ts';
import type { Sight, Watch } from './watch.ts';

/** What all acquisitions of one `createFileLock` share. */
export interface Workshop {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly tokens: Tokens;
  readonly watch: Watch;
  readonly identity: () => Promise<ProcessIdentity>;
}

/** Milliseconds between two looks at a held lock: random, so that waiters do not march in step. */
const lookAgain = { local: [2, 25], remote: [50, 250] } as const;

export async function acquireAt(
  place: Place,
  mount: Mount,
  shop: Workshop,
  options: AcquireOptions,
): Promise<Lease> {
  const { clock } = shop;
  const until = clock.monotonic() + (options.waitMs ?? 0);
  const identity = await shop.identity();
  let claim = newClaim();

  function newClaim(): Claim {
    const { tokens } = shop;
    return createClaim({ place, mount, tokens, clock, identity, account: options.account });
  }

  try {
    for (;;) {
      if (options.signal?.aborted) throw stopped(place);
      const held = await claim.attempt();
      if (held !== undefined) {
        const { beatMs, staleMs } = shop.settings;
        const lease = createLease({ place, mount, held, clock, rest: shop.rest, beatMs, staleMs });
        claim = newClaim();
        return lease;
      }
      if (claim.spent()) {
        await claim.abandon();
        claim = newClaim();
      }
      const sight = await look(place, mount, shop.watch);
      if (sight === undefined) continue;
      if (sight.state !== 'held' && (await tryBreak(sight))) continue;
      const left = until - clock.monotonic();
      if (left <= 0) throw refused(place, sight);
      const [least, most] = lookAgain[mount.local ? 'local' : 'remote'];
      await clock.sleep(Math.min(left, randomInt(least, most)), options.signal);
    }
  } finally {
    await claim.abandon();
  }

  function tryBreak({ record, text }: Sight): Promise<boolean> {
    const { watch } = shop;
    const { disk } = mount;
    if (record?.nonce !== undefined)
      return breakLock({ place, disk, watch, nonce: record.nonce, by: claim.nonce });
    const acquire = (guard: Place) => acquireAt(guard, mount, shop, {});
    return breakForeign({ place, disk, watch, acquire, text });
  }
}

/** Undefined where nobody holds the lock. */
export async function look(place: Place, mount: Mount, watch: Watch): Promise<Sight | undefined> {
  let text: string | undefined;
  await found(async () => {
    text = await mount.disk.read(place.lock);
  });
  if (text !== undefined) return watch.judge(place.lock, text);
  watch.forget(place.lock);
  return undefined;
}

export function refused(place: Place, sight: Sight | undefined): EarmarkError {
  const { record } = sight ?? {};
  const holder =
    record === undefined
      ? 'someone whose record cannot be read yet'
      : `process ${record.pid} on ${record.hostname}${record.account === undefined ? '' : `, account ${record.account},`} since ${record.locked_at || 'an unknown time'}`;
  return new EarmarkError(
    'locked',
    `${place.file} is locked by ${holder} (${place.lock}): wait for it, stop that process, or try again later`,
  );
}

export function stopped(place: Place): EarmarkError {
  return new EarmarkError(
    'aborted',
    `waiting for the lock on ${place.file} was stopped by the caller`,
  );
}
