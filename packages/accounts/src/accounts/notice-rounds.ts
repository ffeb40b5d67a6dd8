import {
  accountsWithNotices,
  type Clock,
  type Earmark,
  type Logger,
  type Records,
} from '@earmark/core';

export interface NoticeRoundsParts {
  /** An account as it is set up now; nothing where it was removed. */
  readonly earmark: (account: string) => Promise<Earmark | undefined>;
  readonly records: Records;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Each round sends the notices that are due, also those of processes that are gone. A service that hangs holds up its
 * own account alone.
 */
export function createNoticeRounds({
  earmark,
  records,
  clock,
  log,
}: NoticeRoundsParts): () => void {
  const underWay = new Set<string>();

  async function deliver(account: string): Promise<void> {
    if (underWay.has(account)) return;
    underWay.add(account);
    try {
      await (await earmark(account))?.notices.deliver();
    } finally {
      underWay.delete(account);
    }
  }

  async function round(): Promise<void> {
    const accounts = await accountsWithNotices(records, clock.now());
    await Promise.all(accounts.map(deliver));
  }

  return () =>
    void round().catch((error) => log.warn('notices could not be sent', { error: String(error) }));
}
