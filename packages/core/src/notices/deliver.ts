import { EarmarkError, toFault } from '@earmark/spec';
import type { Clock, Notice, Notifier } from '../spec.ts';
import { mayPass, nextAttempt } from './attempts.ts';
import { isDue, type NotifierState, type Outbox, type OutboxRow } from './outbox.ts';
import { together } from './together.ts';

export interface DeliverParts {
  readonly outbox: Outbox;
  readonly notifiers: () => readonly Notifier[];
  readonly send: (notifier: Notifier, notice: Notice) => Promise<void>;
  readonly clock: Clock;
  readonly quietMs: number;
  /** A notifier failed; `disabled`: its address is gone, and nothing more is sent through it. */
  readonly failed: (notifier: string, error: unknown, disabled: boolean) => void;
}

/**
 * One look at what is on its way: what is due is claimed, sent and forgotten, notices of one kind as one. What is
 * claimed is never sent by another process, and not again after a kill: it becomes `unknown`, for a person to see.
 */
export async function deliverDue(
  parts: DeliverParts,
  options: { readonly gathered: boolean },
): Promise<void> {
  const { outbox, notifiers, clock } = parts;
  const now = clock.now();
  const groups = new Map<string, OutboxRow[]>();
  for (const row of await outbox.rows()) {
    if (row.state === 'sending' && isDue(row, now))
      await commitUnlessTaken(outbox, [outbox.put({ ...row, state: 'unknown' }, row.revision)]);
    const goes = isDue(row, now) || (options.gathered && row.gathers === true);
    if (row.state !== 'waiting' || !goes) continue;
    const group = `${row.notifier}/${row.notice.kind}`;
    groups.set(group, [...(groups.get(group) ?? []), row]);
  }
  for (const rows of groups.values()) {
    const notifier = notifiers().find(({ name }) => name === rows[0]?.notifier);
    if (notifier) await sendTogether(parts, notifier, rows);
  }
}

async function sendTogether(
  { outbox, send, clock, quietMs, failed }: DeliverParts,
  notifier: Notifier,
  rows: readonly OutboxRow[],
): Promise<void> {
  const { name } = notifier;
  const [first, ...rest] = rows.map(({ notice }) => notice);
  if (!first) return;
  const claims = rows.map((row) =>
    outbox.put({ ...row, state: 'sending', dueAt: clock.now() }, row.revision),
  );
  if (!(await commitUnlessTaken(outbox, claims))) return;
  try {
    await send(notifier, together([first, ...rest]));
    const now = clock.now();
    const { gathering } = await outbox.stateOf(name);
    await outbox.commit([
      ...rows.map(({ id }) => outbox.remove(id)),
      outbox.withState(name, {
        sentAt: now,
        failures: 0,
        gathering: { ...gathering, [first.kind]: now + quietMs },
      }),
    ]);
  } catch (error) {
    const gone = EarmarkError.is(error, 'not-found');
    failed(name, error, gone);
    await settleFailure(outbox, name, rows, error, clock.now());
  }
}

async function settleFailure(
  outbox: Outbox,
  name: string,
  rows: readonly OutboxRow[],
  error: unknown,
  now: number,
): Promise<void> {
  const fault = toFault(error);
  const retryAfterMs = EarmarkError.is(error) ? error.retryAfterMs : undefined;
  const before = await outbox.stateOf(name);
  const after = rows.map((row) => {
    const attempts = row.attempts + 1;
    const dueAt = mayPass(fault.code) ? nextAttempt(attempts, now, retryAfterMs) : undefined;
    const { gathers: _gathers, ...kept } = row;
    return dueAt === undefined
      ? ({ ...kept, state: 'failed', attempts, fault } as const)
      : ({ ...kept, state: 'waiting', attempts, fault, dueAt } as const);
  });
  const retries = after.flatMap(({ state, dueAt }) => (state === 'waiting' ? [dueAt] : []));
  const state: NotifierState = {
    ...(before.sentAt === undefined ? {} : { sentAt: before.sentAt }),
    failedAt: now,
    fault,
    failures: before.failures + 1,
    gathering: before.gathering,
    ...(fault.code === 'not-found' ? { disabled: true } : {}),
    ...(retries.length > 0 ? { retryAt: Math.min(...retries) } : {}),
  };
  await outbox.commit([...after.map((row) => outbox.put(row)), outbox.withState(name, state)]);
}

/** False where another process was quicker. */
async function commitUnlessTaken(
  outbox: Outbox,
  changes: Parameters<Outbox['commit']>[0],
): Promise<boolean> {
  try {
    await outbox.commit(changes);
    return true;
  } catch (error) {
    if (EarmarkError.is(error, 'conflict')) return false;
    throw error;
  }
}
