import { dirname } from 'node:path';
import { type Clock, EarmarkError, type Lease } from '@earmark/core';
import type { Held } from './claim.ts';
import { proveDeed, type Side, takeDeed } from './deeds.ts';
import { found } from './disk.ts';
import type { Mount } from './mounts.ts';
import type { Place } from './places.ts';
import { formatRecord, type OwnRecord, parseRecord } from './record.ts';
import { refresh } from './tokens.ts';

export interface LeaseOptions {
  readonly place: Place;
  readonly mount: Mount;
  readonly held: Held;
  readonly clock: Clock;
  readonly rest: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly beatMs: number;
  readonly staleMs: number;
}

export function createLease(options: LeaseOptions): Lease {
  const { place, mount, clock, rest, beatMs, staleMs } = options;
  const { disk } = mount;
  const lost = new AbortController();
  const over = new AbortController();
  let record: OwnRecord = options.held.record;
  let side: Side = options.held.side;
  let provenAt = clock.monotonic();
  let busy: Promise<unknown> = Promise.resolve();

  /** One step at a time: two that move the deed would each think it gone. */
  function alone<T>(step: () => Promise<T>): Promise<T> {
    const turn = busy.then(step, step);
    busy = turn.catch(() => undefined);
    return turn;
  }

  function lose(reason: string): EarmarkError {
    const error = new EarmarkError(
      'locked',
      `the lock on ${place.file} was lost (token ${record.token}): ${reason}. Nothing more may be committed under it; acquire it again and start over`,
    );
    if (!lost.signal.aborted) lost.abort(error);
    over.abort();
    return error;
  }

  /** Throws where the lock is somebody else's. The beat tells others that the holder lives; the deed alone decides. */
  async function prove(): Promise<void> {
    const startedAt = clock.monotonic();
    const next = {
      ...record,
      beat: (record.beat ?? 0) + 1,
      timestamp: Math.round(clock.now()) / 1000,
    };
    if (!mount.local) await refresh(disk, dirname(place.lock));
    const written = await rewriteOwn(next);
    const now = written ? await proveDeed(disk, place.deeds, record.nonce, side) : undefined;
    if (now === undefined)
      throw lose(
        written ? 'another process took it over' : 'its file is gone or says another holder',
      );
    side = now;
    record = next;
    provenAt = startedAt;
  }

  async function rewriteOwn(next: OwnRecord): Promise<boolean> {
    let own = false;
    await found(async () => {
      own = await disk.rewrite(place.lock, (text) =>
        parseRecord(text)?.nonce === next.nonce ? formatRecord(next) : undefined,
      );
    });
    return own;
  }

  async function confirm(): Promise<void> {
    if (lost.signal.aborted) throw lost.signal.reason;
    if (over.signal.aborted)
      throw new EarmarkError('locked', `the lock on ${place.file} was released: acquire it again`);
    await prove();
  }

  async function beat(): Promise<void> {
    let failure = 'no heartbeat could be written';
    let running = false;
    while (!over.signal.aborted) {
      await rest(beatMs, over.signal);
      if (over.signal.aborted) return;
      if (running && clock.monotonic() - provenAt >= staleMs - beatMs) lose(failure);
      if (running) continue;
      running = true;
      alone(async () => over.signal.aborted || prove())
        .catch((error: unknown) => {
          failure = error instanceof Error ? error.message : String(error);
          if (clock.monotonic() - provenAt >= staleMs - beatMs) lose(failure);
        })
        .finally(() => {
          running = false;
        });
    }
  }

  async function release(): Promise<void> {
    over.abort();
    const deed = await takeDeed(disk, place.deeds, record.nonce, record.nonce);
    if (deed === undefined) return;
    await found(() => disk.unlink(place.lock));
    await found(() => disk.unlink(deed));
  }

  void beat();
  let released: Promise<void> | undefined;
  const lease: Lease = {
    key: place.key,
    token: record.token,
    lost: lost.signal,
    confirm: () => alone(confirm),
    release: () => {
      released ??= alone(release);
      return released;
    },
    [Symbol.asyncDispose]: () => lease.release(),
  };
  return lease;
}
