import { dirname, isAbsolute, join } from 'node:path';
import {
  type AcquireOptions,
  EarmarkError,
  type Lease,
  type LockStrategy,
  makeFolder,
  toEarmarkError,
} from '@earmark/core';
import { ownProcess, type ProcessIdentity } from '@earmark/core/files';
import { acquireAt, look, refused, stopped, type Workshop } from './acquire.ts';
import { restQuietly, systemClock } from './clock.ts';
import { codeOf } from './disk.ts';
import { removeLeftovers } from './leftovers.ts';
import {
  deedFolders,
  type FileLockInfo,
  infoOf,
  isGone,
  isShut,
  type ListOptions,
  lockFiles,
} from './listing.ts';
import { type Mount, mountOf } from './mounts.ts';
import { type FileLockOptions, settingsOf } from './options.ts';
import { deedsName, keyOf, type Place, type PlaceOptions, pathOf, placeOf } from './places.ts';
import { createTokens } from './tokens.ts';
import { createTurns } from './turns.ts';
import { createWatch, type Sight } from './watch.ts';

/** The contract of core, with what lock files tell besides. */
export interface FileLock extends LockStrategy {
  inspect(key: string): Promise<FileLockInfo | undefined>;
  /** The locks in and below a folder: an absolute path, or a key. A folder below it that may not be read is passed over. */
  list(under: string, options?: ListOptions): AsyncIterable<FileLockInfo>;
  /** Removes what those left in and below a folder who were killed while they waited for a lock, and gives the paths. The first acquisition in a folder does it there. */
  removeLeftovers(under: string, options?: ListOptions): AsyncIterable<string>;
}

export function createFileLock(options: FileLockOptions = {}): FileLock {
  const settings = settingsOf(options);
  const clock = options.clock ?? systemClock;
  let own: Promise<ProcessIdentity> | undefined;
  const identity = () => {
    own ??= ownProcess(options.host);
    return own;
  };
  const shop: Workshop = {
    settings,
    clock,
    rest:
      options.clock === undefined
        ? restQuietly
        : (ms, signal) => clock.sleep(ms, signal).catch(() => undefined),
    tokens: createTokens(),
    watch: createWatch({ ...settings, clock, identity }),
    identity,
  };
  const turns = createTurns();
  const mounts = new Map<string, Mount>();
  const swept = new Set<string>();
  const learned = new Map(Object.entries(options.roots ?? {}));

  function placing(roots: Readonly<Record<string, string>>): PlaceOptions {
    const known = { ...Object.fromEntries(learned), ...roots };
    return { suffix: settings.suffix, folder: options.folder, roots: known };
  }

  function placeFor(key: string, roots: Readonly<Record<string, string>> = {}): Place {
    for (const [id, path] of Object.entries(roots)) learned.set(id, path);
    return placeOf(key, placing(roots));
  }

  /** Only folders of state are made: where the folder of a file is missing, the file is gone. */
  const isOfState = (key: string) =>
    isAbsolute(key) || pathOf(key, placing({}).roots) === undefined;

  async function mountFor(place: Place): Promise<Mount> {
    const folder = dirname(place.lock);
    const mount = mounts.get(folder) ?? (await mountOf(folder));
    mounts.set(folder, mount);
    return mount;
  }

  async function sweep(deeds: string, mount: Mount): Promise<readonly string[]> {
    swept.add(deeds);
    return removeLeftovers({ deeds, mount, clock, identity: await identity() });
  }

  /** What is not ours to read or remove is left to others. */
  async function sweepIn(above: string): Promise<readonly string[]> {
    try {
      return await sweep(join(above, deedsName), await mountOf(above));
    } catch (error) {
      if (isGone(error) || isShut(error)) return [];
      throw error;
    }
  }

  async function inTurn(place: Place, given: AcquireOptions): Promise<Lease> {
    const mount = await mountFor(place);
    // What cannot be cleaned now stands in nobody's way: the next process tries again.
    if (!swept.has(place.deeds)) await sweep(place.deeds, mount).catch(() => undefined);
    const { waitMs = 0, signal } = given;
    const startedAt = clock.monotonic();
    const end = await turns.take(place.lock, () =>
      clock.sleep(waitMs, signal).catch(() => undefined),
    );
    if (end === undefined) {
      if (signal?.aborted) throw stopped(place);
      throw refused(place, await look(place, mount, shop.watch));
    }
    try {
      const left = Math.max(0, waitMs - (clock.monotonic() - startedAt));
      return await acquireAt(place, mount, shop, {
        ...(options.account === undefined ? {} : { account: options.account }),
        ...given,
        waitMs: left,
      });
    } finally {
      end();
    }
  }

  async function sightOf(place: Place): Promise<Sight | undefined> {
    try {
      return await look(place, await mountFor(place), shop.watch);
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** A lock whose file was seen: where it may not be read, it is held by somebody. */
  async function sightOfSeen(place: Place): Promise<Sight | undefined> {
    try {
      return await sightOf(place);
    } catch (error) {
      if (isShut(error)) return { text: '', record: undefined, state: 'held' };
      throw explained(error, place);
    }
  }

  return {
    spec: 1,
    kind: 'lock',
    name: 'file',
    async acquire(key, given = {}) {
      const place = placeFor(key, given.roots);
      try {
        return await inTurn(place, given);
      } catch (error) {
        if (codeOf(error) !== 'ENOENT' || !isOfState(key)) throw explained(error, place);
        mounts.delete(dirname(place.lock));
      }
      try {
        await makeFolder(dirname(place.lock));
        return await inTurn(place, given);
      } catch (error) {
        throw explained(error, place);
      }
    },
    async inspect(key) {
      const place = placeFor(key);
      const sight = await sightOf(place).catch((error: unknown) => {
        throw explained(error, place);
      });
      return sight === undefined ? undefined : infoOf(key, place.lock, sight);
    },
    async *list(under, given = {}) {
      const folder = placeFor(under).file;
      for await (const lock of lockFiles(folder, settings.suffix, given)) {
        const key = keyOf(lock, placing({}));
        const sight = await sightOfSeen(placeFor(key));
        if (sight !== undefined) yield infoOf(key, lock, sight);
      }
    },
    async *removeLeftovers(under, given = {}) {
      const folder = placeFor(under).file;
      for await (const above of deedFolders(folder, given)) yield* await sweepIn(above);
    },
  };
}

function explained(error: unknown, place: Place): unknown {
  if (EarmarkError.is(error)) return error;
  const { code, message } = toEarmarkError(error);
  return new EarmarkError(
    code,
    `the lock ${place.lock} could not be written: ${message}. Locks lie beside what they lock, so that folder must exist and be writable`,
    { cause: error },
  );
}
