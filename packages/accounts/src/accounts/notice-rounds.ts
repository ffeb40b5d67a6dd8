import {
  type Clock,
  dueNotices,
  type Earmark,
  forgetNotices,
  indexNotices,
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

  let isIndexed = false;

  async function deliver(account: string, ids: readonly string[]): Promise<void> {
    if (underWay.has(account)) return;
    underWay.add(account);
    try {
      const its = await earmark(account);
      if (its) await its.notices.deliver(ids);
      else await forgetNotices(records, account);
    } finally {
      underWay.delete(account);
    }
  }

  async function round(): Promise<void> {
    if (!isIndexed) await indexNotices(records);
    isIndexed = true;
    const due = await dueNotices(records, clock.now());
    await Promise.all([...due].map(([account, ids]) => deliver(account, ids)));
  }

  return () =>
    void round().catch((error) => log.warn('notices could not be sent', { error: String(error) }));
}
