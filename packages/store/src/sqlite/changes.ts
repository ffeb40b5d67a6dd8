import { type Changes, createChanges } from '@earmark/core';
import type BetterSqlite from 'better-sqlite3';
import type { Database } from '../queries/database.ts';

const lookEveryMs = 250;

/**
 * What is new in a database: what this connection says, and that another one wrote, which SQLite counts. The
 * count is read only while somebody listens, and it says nothing of what was written.
 */
export function changesOf(
  connection: BetterSqlite.Database,
): Pick<Database<unknown>, 'notify' | 'changes'> & { close(): void } {
  const topics = new Map<string, Changes>();
  let listeners = 0;
  let looking: NodeJS.Timeout | undefined;
  let version: unknown;

  function topicOf(name: string): Changes {
    const topic = topics.get(name) ?? createChanges();
    topics.set(name, topic);
    return topic;
  }
  const written = () => connection.pragma('data_version', { simple: true });
  function look(): void {
    const now = connection.open ? written() : version;
    if (now === version) return;
    version = now;
    for (const topic of topics.values()) topic.notify();
  }
  function stop(): void {
    clearInterval(looking);
    looking = undefined;
  }

  return {
    notify: (name) => topicOf(name).notify(),
    async *changes(name, signal) {
      listeners++;
      if (looking === undefined) {
        version = written();
        looking = setInterval(look, lookEveryMs);
        looking.unref();
      }
      try {
        yield* topicOf(name).changes(signal);
      } finally {
        listeners--;
        if (listeners === 0) stop();
      }
    },
    close: stop,
  };
}
