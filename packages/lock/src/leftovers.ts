import { readdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Clock } from '@earmark/core';
import { lifeOf, type ProcessIdentity } from '@earmark/core/files';
import { found } from './disk.ts';
import type { Mount } from './mounts.ts';
import { parseRecord } from './record.ts';

export interface LeftoverOptions {
  /** The folder of deeds. */
  readonly deeds: string;
  readonly mount: Mount;
  readonly clock: Clock;
  readonly identity: ProcessIdentity;
}

/** A server may still carry out what a process asked for that has died since. */
const echoMs = 3_600_000;
/** Nobody waits so long for a lock. Deeds of waiters have no heartbeat, so those of other machines can be judged by nothing else. */
const waitMs = 24 * 3_600_000;
const largestRecord = 16_384;
const ours = /^(?:deed|taken)-/;

/**
 * Removes the deeds of those who were killed while they waited for a lock or broke one, and gives their paths. A
 * deed whose lock is still there stays: it is what the lock is broken with.
 */
export async function removeLeftovers(options: LeftoverOptions): Promise<readonly string[]> {
  const { deeds, mount } = options;
  const candidates: { readonly path: string; readonly nonce: string }[] = [];
  await found(async () => {
    for (const name of await mount.disk.names(deeds)) {
      if (!ours.test(name)) continue;
      const path = join(deeds, name);
      const nonce = await abandonedNonce(path, options);
      if (nonce !== undefined) candidates.push({ path, nonce });
    }
  });
  if (candidates.length === 0) return [];
  const held = await noncesOfLocks(deeds, mount);
  const removed: string[] = [];
  for (const { path, nonce } of candidates)
    if (!held.has(nonce) && (await found(() => mount.disk.unlink(path)))) removed.push(path);
  return removed;
}

/** The nonce of a deed that nobody can be using any more; empty where it is a foreign lock that was taken. */
async function abandonedNonce(
  path: string,
  { mount, clock, identity }: LeftoverOptions,
): Promise<string | undefined> {
  let nonce: string | undefined;
  await found(async () => {
    const record = parseRecord(await mount.disk.read(path));
    const life = record && (await lifeOf(record, identity));
    if (life === 'alive') return;
    const patience = life !== 'dead' ? waitMs : mount.local ? 0 : echoMs;
    const ageMs = patience === 0 ? 0 : clock.now() - (await stat(path)).mtimeMs;
    if (ageMs >= patience) nonce = record?.nonce ?? '';
  });
  return nonce;
}

/** Of all locks beside the deeds, whatever their names end in, and of those that guard the breaking of others. */
async function noncesOfLocks(deeds: string, { disk }: Mount): Promise<ReadonlySet<string>> {
  const nonces = new Set<string>();
  for (const folder of [dirname(deeds), deeds])
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (!entry.isFile() || (folder === deeds && ours.test(entry.name))) continue;
      await found(async () => {
        if ((await stat(path)).size > largestRecord) return;
        const nonce = parseRecord(await disk.read(path))?.nonce;
        if (nonce !== undefined) nonces.add(nonce);
      });
    }
  return nonces;
}
