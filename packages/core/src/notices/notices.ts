import { toFault } from '@earmark/spec';
import type { Envelope } from '../events/bus.ts';
import type { Logger, Notice, Notifier } from '../spec.ts';
import { createDigest } from './digest.ts';
import { noticesFor } from './rules.ts';

export interface NoticesOptions {
  readonly account: string;
  readonly quietMs: number;
  readonly log: Logger;
  /** The account's, as they are now. */
  readonly notifiers: () => readonly Notifier[];
  readonly send: (notifier: Notifier, notice: Notice) => Promise<void>;
}

export interface Notices {
  add(envelope: Envelope): void;
  /** Tells what waits, and resolves when all was delivered or given up. */
  flush(): Promise<void>;
}

/** Turns what happens in an account into what its people are told. A notifier that fails is logged, and stops nothing. */
export function createNotices(options: NoticesOptions): Notices {
  const { account, quietMs, log, notifiers, send } = options;
  const sending = new Set<Promise<void>>();
  const digest = createDigest(quietMs, deliver);

  function deliver(notice: Notice): void {
    for (const notifier of notifiers()) {
      const sent = send(notifier, notice)
        .catch((error) =>
          log.warn(`the notifier ${notifier.name} did not deliver a notice`, {
            notice: notice.key,
            fault: toFault(error),
          }),
        )
        .finally(() => sending.delete(sent));
      sending.add(sent);
    }
  }

  return {
    add(envelope) {
      if (notifiers().length === 0) return;
      for (const said of noticesFor(envelope)) digest.add({ ...said, account });
    },
    async flush() {
      digest.flush();
      await Promise.all(sending);
    },
  };
}
