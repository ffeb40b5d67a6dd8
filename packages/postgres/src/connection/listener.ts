import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Changes, createChanges } from '@earmark/core';
import { Client } from 'pg';
import type { Place } from '../options.ts';
import { clientConfig } from './pool.ts';

/** What is new, told between processes by NOTIFY: at once while the connection holds, and never with a promise. */
export interface Listener {
  /** The channel and the message that say so to other processes. */
  message(topic: string): readonly [channel: string, payload: string];
  /** This process knows already. */
  notify(topic: string): void;
  changes(topic: string, signal: AbortSignal): AsyncIterable<void>;
  close(): Promise<void>;
}

const shortestWaitMs = 500;
const longestWaitMs = 30_000;

/** One connection for all who listen in this process, opened with the first of them. */
export function createListener(place: Place): Listener {
  const channel = `${place.schema}_changes`;
  const own = randomUUID();
  const topics = new Map<string, Changes>();
  const closing = new AbortController();
  let listening: Promise<void> | undefined;

  function topicOf(name: string): Changes {
    const topic = topics.get(name) ?? createChanges();
    topics.set(name, topic);
    return topic;
  }

  async function listen(): Promise<void> {
    let waitMs = shortestWaitMs;
    while (!closing.signal.aborted) {
      const client = new Client(clientConfig(place, place.schema));
      const ended = Promise.withResolvers<void>();
      const end = () => ended.resolve();
      client.on('error', end).on('end', end);
      closing.signal.addEventListener('abort', end, { once: true });
      client.on('notification', ({ payload = '' }) => {
        const space = payload.indexOf(' ');
        if (payload.slice(0, space) !== own) topics.get(payload.slice(space + 1))?.notify();
      });
      try {
        await client.connect();
        await client.query(`listen ${channel}`);
        // Something may have been missed until now.
        for (const topic of topics.values()) topic.notify();
        waitMs = shortestWaitMs;
        await ended.promise;
      } catch {
        // Whoever listens asks by itself, too: it only hears later.
      }
      closing.signal.removeEventListener('abort', end);
      await client.end().catch(() => undefined);
      await sleep(waitMs, undefined, { signal: closing.signal, ref: false }).catch(() => undefined);
      waitMs = Math.min(waitMs * 2, longestWaitMs);
    }
  }

  return {
    message: (topic) => [channel, `${own} ${topic}`],
    notify: (topic) => topics.get(topic)?.notify(),
    changes(topic, signal) {
      listening ??= listen();
      return topicOf(topic).changes(signal);
    },
    async close() {
      closing.abort();
      await listening;
    },
  };
}
