import { randomInt } from 'node:crypto';
import { Socket } from 'node:net';
import { EarmarkError } from '@earmark/core';
import { Client } from 'pg';
import { explained, isLost } from '../connection/faults.ts';
import { patiently } from '../connection/patience.ts';
import { clientConfig } from '../connection/pool.ts';
import type { LockSettings } from './options.ts';

/** One connection of this process whose end proves its death to everybody else. */
export interface Session {
  /** The number of the living session; opens or reopens it. */
  number(): Promise<number>;
  /** Watches a lock from now on, by the nonce of its acquisition. */
  watch(nonce: string, lose: (reason: string) => void): void;
  forget(nonce: string): void;
  close(): Promise<void>;
}

interface Open {
  readonly number: number;
  readonly client: Client;
  /** Does not keep the process alive while nothing is asked of it. */
  readonly socket: Socket;
}

/** The server finds out within a minute that a machine is gone which could not say so. */
const keepalives =
  ' -c tcp_keepalives_idle=20 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=4';
const largestNumber = 2 ** 48 - 1;

export function createSession({ place, beatMs }: LockSettings): Session {
  const held = new Map<string, (reason: string) => void>();
  let opening: Promise<Open> | undefined;
  let last: number | undefined;
  let provenAt = performance.now();
  let beating: NodeJS.Timeout | undefined;
  let closed = false;

  function lose(nonce: string, reason: string): void {
    const tell = held.get(nonce);
    held.delete(nonce);
    tell?.(reason);
  }

  function loseAll(reason: string): void {
    for (const nonce of [...held.keys()]) lose(nonce, reason);
  }

  /** A new session, which takes over from the last one what nobody else has taken since. */
  async function open(): Promise<Open> {
    const socket = new Socket();
    const client = new Client({
      ...clientConfig(place, place.schema, keepalives),
      stream: () => socket,
    });
    client.on('error', () => undefined);
    await client.connect();
    try {
      const number = randomInt(1, largestNumber);
      await client.query('select pg_advisory_lock($1)', [number]);
      const nonces = [...held.keys()];
      const { rows } = await client.query<{ nonce: string }>(
        `with ours as materialized (
           select key from locks where session = $2 and nonce = any($3) order by key for update
         )
         update locks set session = $1 from ours where locks.key = ours.key returning nonce`,
        [number, last ?? 0, nonces],
      );
      const kept = new Set(rows.map(({ nonce }) => nonce));
      for (const nonce of nonces)
        if (!kept.has(nonce))
          lose(nonce, 'another process took it while the database could not be reached');
      last = number;
      provenAt = performance.now();
      client.on('end', () => drop(client));
      socket.unref();
      return { number, client, socket };
    } catch (error) {
      void client.end();
      throw error;
    }
  }

  function opened(): Promise<Open> {
    if (closed)
      throw new EarmarkError(
        'config',
        `the locks on ${place.title} were closed: create them again`,
      );
    beating ??= setInterval(beat, beatMs).unref();
    if (opening) return opening;
    const attempt = patiently(open, isLost, Math.min(place.patienceMs, 2 * beatMs));
    opening = attempt;
    attempt.catch(() => {
      if (opening === attempt) opening = undefined;
    });
    return attempt;
  }

  /** Without waiting for the next beat: others may take our locks from now on. */
  function drop(client: Client): void {
    const was = opening;
    was?.then(
      (current) => {
        if (opening !== was || current.client !== client || closed) return;
        opening = undefined;
        if (held.size > 0) opened().catch(judge);
      },
      // It is the attempt after this client, and told to whoever asked for it.
      () => undefined,
    );
  }

  function judge(error: unknown): void {
    if (performance.now() - provenAt < 2 * beatMs) return;
    loseAll(`the database could not be asked for two beats (${(error as Error).message})`);
  }

  function beat(): void {
    if (held.size === 0) return;
    prove().catch(judge);
  }

  async function prove(): Promise<void> {
    const nonces = [...held.keys()];
    const startedAt = performance.now();
    const { client, number } = await inTime(opened());
    const asked = client.query<{ nonce: string }>('select nonce from locks where session = $1', [
      number,
    ]);
    try {
      const { rows } = await inTime(asked);
      const kept = new Set(rows.map(({ nonce }) => nonce));
      for (const nonce of nonces) if (!kept.has(nonce)) lose(nonce, 'another process took it over');
      provenAt = startedAt;
    } catch (error) {
      // A connection that hangs is no better than one that broke.
      drop(client);
      void client.end();
      throw error;
    }
  }

  function inTime<T>(work: Promise<T>): Promise<T> {
    const { promise, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('no answer within a beat')), beatMs);
    return Promise.race([work, promise]).finally(() => clearTimeout(timer));
  }

  return {
    async number() {
      try {
        return (await opened()).number;
      } catch (error) {
        throw explained(error, place.title);
      }
    },
    watch: (nonce, tell) => void held.set(nonce, tell),
    forget: (nonce) => void held.delete(nonce),
    async close() {
      if (closed) return;
      closed = true;
      clearInterval(beating);
      loseAll('the locks were closed');
      const current = await opening?.catch(() => undefined);
      current?.socket.ref();
      await current?.client.end();
    },
  };
}
