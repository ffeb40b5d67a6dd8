import { toFault } from '@earmark/spec';
import { startDeadline } from '../clock.ts';
import type { Envelope } from '../events/bus.ts';
import type { Records } from '../ports.ts';
import type { Clock, Logger, Notice, Notifier } from '../spec.ts';
import { deliverDue } from './deliver.ts';
import { createNoticeDesk, type NoticeDesk, noticeRulesOf } from './desk.ts';
import { wantedAt } from './notice-rules.ts';
import { createOutbox } from './outbox.ts';
import { noticesFor } from './rules.ts';

export interface NoticesOptions {
  readonly account: string;
  readonly records: () => Promise<Records>;
  readonly clock: Clock;
  readonly quietMs: number;
  readonly log: Logger;
  /** The account's, as they are now. */
  readonly notifiers: () => readonly Notifier[];
  readonly send: (notifier: Notifier, notice: Notice) => Promise<void>;
}

export interface Notices {
  readonly desk: NoticeDesk;
  add(envelope: Envelope): void;
  /** A person saw that a notifier works. */
  worked(notifier: string): Promise<void>;
  /** Sends what this process gathers, and resolves when it has arrived or was put off. */
  flush(): Promise<void>;
}

/** Turns what happens in an account into what its people are told. A notifier that fails is logged, and stops nothing. */
export function createNotices(options: NoticesOptions): Notices {
  const { account, clock, quietMs, log, notifiers, send } = options;
  let known: Promise<Records> | undefined;
  const records = () => (known ??= options.records());
  const outbox = createOutbox(records, account);
  const rules = () => noticeRulesOf(records, account);
  /** Kept one after the other, so that the first of a flood is the one that goes at once. */
  let keeping: Promise<void> = Promise.resolve();
  let delivering: Promise<void> = Promise.resolve();
  let isUsed = false;
  let cancelTimer = () => {};

  const warned = (error: unknown) =>
    log.warn('notices could not be kept or sent', { fault: toFault(error) });

  async function keep(notice: Notice): Promise<void> {
    const all = await rules();
    for (const { name } of notifiers()) {
      const now = clock.now();
      const wanted = await wantedAt(all, name, notice.kind, now);
      const state = await outbox.stateOf(name);
      if (wanted === undefined || state.disabled) continue;
      const gatheredUntil = state.gathering[notice.kind] ?? 0;
      const possibleAt = Math.max(wanted, state.retryAt ?? 0);
      const gathers = possibleAt <= now && gatheredUntil > now;
      const dueAt = gathers ? gatheredUntil : possibleAt;
      const row = { notifier: name, notice, dueAt, ...(gathers ? { gathers } : {}) };
      const gathering = { ...state.gathering, [notice.kind]: now + quietMs };
      await outbox.commit([
        outbox.newRow(row, now),
        ...(dueAt <= now ? [outbox.withState(name, { ...state, gathering })] : []),
      ]);
    }
  }

  function deliver(gathered = false): Promise<void> {
    delivering = delivering
      .then(() => deliverDue(parts, { gathered }))
      .then(wakeUp)
      .catch(warned);
    return delivering;
  }
  const parts = {
    outbox,
    notifiers,
    send,
    clock,
    quietMs,
    failed(notifier: string, error: unknown, disabled: boolean) {
      const why = { fault: toFault(error) };
      log.warn(`the notifier ${notifier} did not deliver a notice`, why);
      if (!disabled) return;
      log.error(`the notifier ${notifier} is off until it is tried with success`, why);
      addNotice(offNotice(account, notifier, clock.now()));
    },
  };

  function addNotice(notice: Notice): void {
    isUsed = true;
    keeping = keeping.then(() => keep(notice)).then(() => void deliver(), warned);
  }

  /** While the process lives it needs nobody to ask. */
  async function wakeUp(): Promise<void> {
    cancelTimer();
    const waiting = (await outbox.rows()).filter(({ state }) => state === 'waiting');
    if (waiting.length === 0) return;
    const next = Math.min(...waiting.map(({ dueAt }) => dueAt));
    if (next > clock.now()) cancelTimer = startDeadline(next - clock.now(), () => void deliver());
  }

  return {
    add(envelope) {
      if (notifiers().length === 0) return;
      for (const said of noticesFor(envelope)) addNotice({ ...said, account });
    },
    async worked(notifier) {
      const { gathering } = await outbox.stateOf(notifier);
      const state = { sentAt: clock.now(), failures: 0, gathering };
      await outbox.commit([outbox.withState(notifier, state)]);
    },
    async flush() {
      if (!isUsed) return;
      await keeping;
      await deliver(true);
      // What was told of a notifier that is off.
      await keeping;
      await delivering;
      cancelTimer();
    },
    desk: createNoticeDesk({
      account,
      records,
      outbox,
      notifiers,
      clock,
      deliver: () => deliver(),
    }),
  };
}

const offNotice = (account: string, notifier: string, at: number): Notice => ({
  kind: 'failures',
  account,
  level: 'failure',
  title: `The notifier ${notifier} is off`,
  text: 'Its address is gone. Correct its settings, then send a test notice to turn it on again.',
  key: `notifier-off/${notifier}`,
  at,
});
