import { EarmarkError, toFault } from '@earmark/spec';
import { commitUnlessTaken } from '../commit-unless-taken.ts';
import type { Clock, Fault, Notice, Notifier } from '../spec.ts';
import { mayPass, nextAttempt } from './attempts.ts';
import { obstacleTo } from './obstacle.ts';
import type { Outbox } from './outbox.ts';
import type { OutboxRow, OutgoingNotice } from './outgoing.ts';
import { together } from './together.ts';

export interface DeliverParts {
  readonly account: string;
  readonly outbox: Outbox;
  readonly notifiers: () => readonly Notifier[];
  /** People of the account are told something. */
  readonly isOn: () => Promise<boolean>;
  readonly send: (notifier: Notifier, notice: Notice) => Promise<void>;
  readonly clock: Clock;
  readonly quietMs: number;
  /** A notifier failed; `disabled`: its address is gone, and nothing more is sent through it. */
  readonly failed: (notifier: string, error: unknown, disabled: boolean) => void;
}

/**
 * Rows that are due are claimed, sent and forgotten, those of one kind as one message. What is claimed is never sent
 * by another process, and not again after a kill: it becomes `unknown`, for a person to see. Gives those that wait
 * for another try.
 */
export async function deliverRows(
  parts: DeliverParts,
  rows: readonly OutboxRow[],
): Promise<readonly OutgoingNotice[]> {
  const { outbox, notifiers } = parts;
  const messages = new Map<string, OutboxRow[]>();
  // By age, so that a message is the same at each attempt.
  for (const row of rows.toSorted((one, other) => (one.id < other.id ? -1 : 1))) {
    if (row.state === 'sending')
      await commitUnlessTaken(
        outbox,
        outbox.replace(row, { ...plain(row), state: 'unknown' }, row.revision),
      );
    if (row.state !== 'waiting') continue;
    const message = row.message ?? `${row.notifier}/${row.notice.kind}`;
    messages.set(message, [...(messages.get(message) ?? []), row]);
  }
  const retried: OutgoingNotice[] = [];
  for (const [first, ...rest] of messages.values()) {
    if (!first) continue;
    const obstacle = await obstacleTo(first.notifier, parts);
    const notifier = notifiers().find(({ name }) => name === first.notifier);
    if (obstacle !== undefined) await endUndeliverable(outbox, [first, ...rest], obstacle);
    else if (notifier) retried.push(...(await sendTogether(parts, notifier, [first, ...rest])));
  }
  return retried;
}

/** Nothing will ever send them as things are: people see it, and can have them sent once that has changed. */
async function endUndeliverable(
  outbox: Outbox,
  rows: readonly OutboxRow[],
  message: string,
): Promise<void> {
  const fault: Fault = { code: 'config', message };
  for (const row of rows) {
    const ended: OutgoingNotice = { ...plain(row), state: 'failed', fault };
    await commitUnlessTaken(outbox, outbox.replace(row, ended, row.revision));
  }
}

async function sendTogether(
  { outbox, send, clock, quietMs, failed }: DeliverParts,
  notifier: Notifier,
  rows: readonly [OutboxRow, ...OutboxRow[]],
): Promise<readonly OutgoingNotice[]> {
  const { name } = notifier;
  const [first, ...rest] = rows;
  const message = first.message ?? first.id;
  const claimed = rows.map(
    (row): OutgoingNotice => ({ ...plain(row), state: 'sending', dueAt: clock.now(), message }),
  );
  const claims = rows.flatMap((row, at) => {
    const claim = claimed[at];
    return claim ? outbox.replace(row, claim, row.revision) : [];
  });
  if (!(await commitUnlessTaken(outbox, claims))) return [];
  try {
    await send(notifier, together(message, [first.notice, ...rest.map(({ notice }) => notice)]));
  } catch (error) {
    failed(name, error, EarmarkError.is(error, 'not-found'));
    return settleFailure(outbox, name, claimed, error, clock.now());
  }
  const now = clock.now();
  await outbox.changeState(name, ({ gathering }) => ({
    state: {
      sentAt: now,
      failures: 0,
      gathering: { ...gathering, [first.notice.kind]: now + quietMs },
    },
    rows: claimed.flatMap((row) => outbox.remove(row)),
  }));
  return [];
}

async function settleFailure(
  outbox: Outbox,
  name: string,
  claimed: readonly OutgoingNotice[],
  error: unknown,
  now: number,
): Promise<readonly OutgoingNotice[]> {
  const fault = toFault(error);
  const retryAfterMs = EarmarkError.is(error) ? error.retryAfterMs : undefined;
  const after = claimed.map((row) => afterFailure(row, fault, now, retryAfterMs));
  const retried = after.filter(({ state }) => state === 'waiting');
  await outbox.changeState(name, ({ sentAt, failures, gathering }) => ({
    state: {
      ...(sentAt === undefined ? {} : { sentAt }),
      failedAt: now,
      fault,
      failures: failures + 1,
      gathering,
      ...(fault.code === 'not-found' ? { disabled: true } : {}),
      ...(retried.length > 0 ? { retryAt: Math.min(...retried.map(({ dueAt }) => dueAt)) } : {}),
    },
    rows: claimed.flatMap((row, at) => outbox.replace(row, after[at] ?? row)),
  }));
  return retried;
}

function afterFailure(
  { gathers: _gathers, ...row }: OutgoingNotice,
  fault: Fault,
  now: number,
  retryAfterMs?: number,
): OutgoingNotice {
  const attempts = row.attempts + 1;
  const dueAt = mayPass(fault.code) ? nextAttempt(attempts, now, retryAfterMs) : undefined;
  return dueAt === undefined
    ? { ...row, state: 'failed', attempts, fault }
    : { ...row, state: 'waiting', attempts, fault, dueAt };
}

const plain = ({ revision: _revision, ...row }: OutboxRow): OutgoingNotice => row;
