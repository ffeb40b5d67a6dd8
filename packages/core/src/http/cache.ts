import Keyv from 'keyv';
import type { Clock, HttpInit } from '../spec.ts';
import { createBoundedMap } from './bounded-map.ts';
import type { Exchange } from './exchange.ts';
import type { HttpCacheOptions, HttpCacheStore } from './options.ts';

const quarterHour = 15 * 60_000;
const memoryBytes = 32 * 1024 * 1024;

/** How long hits and misses may be reused. */
export interface Lifetimes {
  readonly hit: number;
  readonly miss: number;
}
export interface HttpCache {
  readonly lifetimes: Lifetimes;
  read(key: string, lifetimes: Lifetimes): Promise<Exchange | undefined>;
  write(key: string, exchange: Exchange, keep: 'hit' | 'miss', lifetimes: Lifetimes): Promise<void>;
}

interface Entry {
  readonly at: number;
  readonly keep: 'hit' | 'miss';
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly text?: string;
  readonly base64?: string;
}

/** Ages are judged by our clock when read, so that a caller with a shorter lifetime gets a fresher answer. */
export function createHttpCache(options: HttpCacheOptions, clock: Clock): HttpCache {
  const store = storeOf(options);
  const hit = options.hitMs ?? quarterHour;
  const report = options.onError ?? (() => undefined);

  return {
    lifetimes: { hit, miss: options.missMs ?? hit },
    async read(key, lifetimes) {
      try {
        const kept = await store.get(key);
        const entry = typeof kept === 'string' ? (JSON.parse(kept) as Entry) : undefined;
        if (entry === undefined || clock.now() - entry.at >= lifetimes[entry.keep])
          return undefined;
        return {
          status: entry.status,
          headers: new Headers(
            entry.headers.map(([name, value]): [string, string] => [name, value]),
          ),
          bytes:
            entry.text === undefined
              ? Buffer.from(entry.base64 ?? '', 'base64')
              : Buffer.from(entry.text),
        };
      } catch (error) {
        report(error);
        return undefined;
      }
    },
    async write(key, exchange, keep, lifetimes) {
      if (lifetimes[keep] <= 0) return;
      const entry: Entry = {
        at: clock.now(),
        keep,
        status: exchange.status,
        headers: [...exchange.headers].filter(([name]) => name !== 'set-cookie'),
        ...bodyOf(exchange.bytes),
      };
      try {
        await store.set(key, JSON.stringify(entry), lifetimes[keep]);
      } catch (error) {
        report(error);
      }
    },
  };
}

/** A storage adapter counts its time as Keyv tells it to, so it gets a Keyv around it. */
function storeOf({ store }: HttpCacheOptions): HttpCacheStore {
  if (store === undefined) return new Keyv({ store: createBoundedMap(memoryBytes) });
  return store.capabilities?.expires ? new Keyv({ store }) : store;
}

/** What a request says of itself, within what the installation says. Only a GET is kept unasked. */
export function lifetimesOf(init: HttpInit, settings: Lifetimes): Lifetimes {
  if (settings.hit <= 0) return { hit: 0, miss: 0 };
  const unasked = (init.method ?? 'GET') === 'GET' ? settings.hit : 0;
  const hit = init.cacheMs ?? unasked;
  return {
    hit,
    miss: init.cacheMs === undefined && hit > 0 ? settings.miss : Math.min(hit, settings.miss),
  };
}

function bodyOf(bytes: Uint8Array): { text: string } | { base64: string } {
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Buffer.from(text).equals(buffer) ? { text } : { base64: buffer.toString('base64') };
}
