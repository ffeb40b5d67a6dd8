import { randomUUID } from 'node:crypto';
import { dirname } from 'node:path';
import type { Clock } from '@earmark/core';
import type { ProcessIdentity } from '@earmark/core/files';
import { deedAtHome, finish, proveDeed, type Side, stillHolds, takeDeed } from './deeds.ts';
import { codeOf, found } from './disk.ts';
import type { Mount } from './mounts.ts';
import type { Place } from './places.ts';
import { formatRecord, type OwnRecord, parseRecord } from './record.ts';
import { createTokenFolder, refresh, type Tokens } from './tokens.ts';
import { version } from './version.ts';

/** One attempt to hold a lock: a nonce, its deed and, once it is claimed, the lock itself. */
export interface Claim {
  readonly nonce: string;
  /** Undefined: somebody holds the lock, or held it a moment ago. */
  attempt(): Promise<Held | undefined>;
  /** True once it held the lock and lost it before the hold was proved: a nonce is used once. */
  spent(): boolean;
  /** Takes off the disk what an attempt left there, where no lock came of it. */
  abandon(): Promise<void>;
}
export interface Held {
  readonly record: OwnRecord;
  readonly side: Side;
}
export interface ClaimOptions {
  readonly place: Place;
  readonly mount: Mount;
  readonly tokens: Tokens;
  readonly clock: Clock;
  readonly identity: ProcessIdentity;
  readonly account: string | undefined;
}

const noLinks: ReadonlySet<string> = new Set([
  'EPERM',
  'ENOTSUP',
  'EOPNOTSUPP',
  'ENOSYS',
  'EINVAL',
]);

export function createClaim(options: ClaimOptions): Claim {
  const { place, mount, tokens, clock, identity, account } = options;
  const { disk } = mount;
  const nonce = randomUUID();
  const home = deedAtHome(place.deeds, nonce, 0);
  let deed = '';
  let claimed = false;

  function firstRecord(): OwnRecord {
    const now = clock.now();
    return {
      hostname: identity.hostname,
      pid: identity.pid,
      timestamp: Math.round(now) / 1000,
      file: place.file,
      locked_at: new Date(now).toISOString(),
      token: tokens.guess(place.deeds),
      beat: 0,
      ...(account === undefined ? {} : { account }),
      version,
      boot: identity.boot,
      start: identity.start,
      nonce,
    };
  }

  async function writeDeed() {
    deed = formatRecord(firstRecord());
    if (await found(() => disk.create(home, deed))) return;
    await createTokenFolder(disk, place.deeds);
    await disk.create(home, deed);
  }

  async function claimName(): Promise<boolean> {
    try {
      if (mount.links) await disk.link(home, place.lock);
      else await disk.create(place.lock, deed);
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return claimedAfterAll();
      if (!mount.links || !noLinks.has(codeOf(error))) throw error;
      mount.links = false;
      return claimName();
    }
  }

  /** A server whose answer got lost is asked again, and then says that the name exists: it may be this claim's own. */
  async function claimedAfterAll(): Promise<boolean> {
    let own = false;
    await found(async () => {
      own = parseRecord(await disk.read(place.lock))?.nonce === nonce;
    });
    return own;
  }

  return {
    nonce,
    async attempt() {
      if (deed === '') await writeDeed();
      if (!(await claimName())) return undefined;
      claimed = true;
      // The token is drawn while the name is held, and the hold is proved after it: so no earlier holder has a larger one.
      const token = await tokens.next(disk, place.deeds);
      const written = parseRecord(deed);
      const record: OwnRecord = { ...firstRecord(), ...written, nonce, token };
      if (written?.token !== token)
        await found(() =>
          disk.rewrite(place.lock, (text) =>
            parseRecord(text)?.nonce === nonce ? formatRecord(record) : undefined,
          ),
        );
      const side = await proveDeed(disk, place.deeds, nonce, 0);
      if (side === undefined) return undefined;
      if (!mount.local) await refresh(disk, dirname(place.lock));
      return (await stillHolds(disk, place.lock, nonce)) ? { record, side } : undefined;
    },
    spent: () => claimed,
    async abandon() {
      if (deed === '') return;
      const taken = await takeDeed(disk, place.deeds, nonce, nonce);
      if (taken !== undefined) await finish(disk, place.lock, nonce, taken);
    },
  };
}
