import { toFault } from '@earmark/spec';
import type { Envelope } from '../events/bus.ts';
import { newId } from '../new-id.ts';
import type { Records } from '../ports.ts';
import type { Clock, Logger, Notice, Notifier } from '../spec.ts';
import { createAlarm } from './alarm.ts';
import { deliverRows } from './deliver.ts';
import { createNoticeDesk, type NoticeDesk, noticeRulesOf } from './desk.ts';
import { isDue } from './due.ts';
import { wantedAt } from './notice-rules.ts';
import { areNoticesOn } from './off.ts';
import { createOutbox } from './outbox.ts';
import type { OutboxRow, OutgoingNotice, ToTell } from './outgoing.ts';
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
  /** Sends a notice that a person asked for, past the rules. Throws what the notifier throws. */
  tryOut(notifier: Notifier): Promise<void>;
  /** Sends what this process gathers, and resolves when it has arrived or was put off. */
  flush(): Promise<void>;
}

/** Turns what happens in an account into what its people are told. A notifier that fails is logged, and stops nothing. */
export function createNotices(options: NoticesOptions): Notices {
  const { account, clock, quietMs, log, notifiers, send } = options;
  let known: Promise<Records> | undefined;
  const records = () => (known ??= options.records());
  const outbox = createOutbox(records, account);
  const isOn = async () => areNoticesOn(await records(), account);
  /** Kept one after the other, so that the first of a flood is the one that goes at once. */
  let keeping: Promise<void> = Promise.resolve();
  let delivering: Promise<void> = Promise.resolve();
  let isUsed = false;
  const alarm = createAlarm(clock, (ids) => void deliver(() => found(ids)));

  const warned = (error: unknown) =>
    log.warn('notices could not be kept or sent', { fault: toFault(error) });

  /** Gives what it kept, for each notifier that tells of it. */
  async function keep(notice: ToTell): Promise<readonly OutgoingNotice[]> {
    if (!(await isOn())) return [];
    const rules = await noticeRulesOf(records, account);
    const kept: OutgoingNotice[] = [];
    for (const { name } of notifiers()) {
      const now = clock.now();
      const wanted = await wantedAt(rules, name, notice.kind, now);
      if (wanted === undefined) continue;
      const { row } = await outbox.changeState(name, (state) => {
        if (state.disabled) return { state };
        const gatheredUntil = state.gathering[notice.kind] ?? 0;
        const possibleAt = Math.max(wanted, state.retryAt ?? 0);
        const gathers = possibleAt <= now && gatheredUntil > now;
        const dueAt = gathers ? gatheredUntil : possibleAt;
        const own = { notifier: name, notice, dueAt, ...(gathers ? { gathers } : {}) };
        const added = outbox.newRow(own, now);
        const gathering = { ...state.gathering, [notice.kind]: now + quietMs };
        return {
          state: dueAt <= now ? { ...state, gathering } : state,
          rows: outbox.add(added),
          row: added,
        };
      });
      if (row) kept.push(row);
    }
    return kept;
  }

  /** One after the other. What waits afterwards is sent when its time comes. */
  function deliver(read: () => Promise<readonly OutboxRow[]>): Promise<void> {
    delivering = delivering
      .then(async () => {
        for (const { id, dueAt } of await deliverRows(parts, await read())) alarm.set(id, dueAt);
      })
      .catch(warned);
    return delivering;
  }
  const found = async (ids: readonly string[]) => {
    const rows = await Promise.all(ids.map(outbox.find));
    return rows.filter((row) => row !== undefined).filter((row) => isDue(row, clock.now()));
  };
  /** All that is due of the account; the rest waits for its time. */
  const allDue = async (isGathered = false) => {
    const due: OutboxRow[] = [];
    for (const row of await outbox.rows())
      if (isDue(row, clock.now()) || (isGathered && row.gathers === true)) due.push(row);
      else if (row.state === 'waiting') alarm.set(row.id, row.dueAt);
    return due;
  };
  const parts = {
    account,
    outbox,
    notifiers,
    isOn,
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

  function addNotice(notice: ToTell): void {
    const isFirst = !isUsed;
    isUsed = true;
    keeping = keeping
      .then(() => keep(notice))
      .then((kept) => {
        // Also what a process left behind that is gone.
        if (isFirst) return void deliver(allDue);
        const now = clock.now();
        const due = kept.filter(({ dueAt }) => dueAt <= now).map(({ id }) => id);
        for (const { id, dueAt } of kept) if (dueAt > now) alarm.set(id, dueAt);
        if (due.length > 0) void deliver(() => found(due));
      })
      .catch(warned);
  }

  return {
    add(envelope) {
      if (notifiers().length === 0) return;
      for (const said of noticesFor(envelope)) addNotice({ ...said, account });
    },
    async tryOut(notifier) {
      await send(notifier, testNotice(account, clock.now()));
      const sentAt = clock.now();
      await outbox.changeState(notifier.name, ({ gathering }) => ({
        state: { sentAt, failures: 0, gathering },
      }));
    },
    async flush() {
      if (!isUsed) return;
      await keeping;
      await deliver(() => allDue(true));
      // What was told of a notifier that is off.
      await keeping;
      await delivering;
      alarm.stop();
    },
    desk: createNoticeDesk({
      account,
      records,
      outbox,
      notifiers,
      clock,
      deliver: (ids) => deliver(ids ? () => found(ids) : allDue),
    }),
  };
}

const testNotice = (account: string, at: number): Notice => ({
  id: newId(at),
  kind: 'test',
  account,
  level: 'info',
  title: 'Earmark can reach you',
  text: 'You asked for this message to try out the settings. There is nothing to do.',
  key: 'test',
  at,
});

const offNotice = (account: string, notifier: string, at: number): ToTell => ({
  kind: 'failures',
  account,
  level: 'failure',
  title: `The notifier ${notifier} is off`,
  text: 'Its address is gone. Correct its settings, then send a test notice to turn it on again.',
  key: `notifier-off/${notifier}`,
  at,
});
