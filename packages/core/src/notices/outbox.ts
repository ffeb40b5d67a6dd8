import { EarmarkError } from '@earmark/spec';
import { newId } from '../new-id.ts';
import { everyRecord } from '../pages.ts';
import type { RecordChange, Records, StoredRecord } from '../ports.ts';
import type { Fault, Json, Notice } from '../spec.ts';

/** `unknown`: a process was killed while it sent it, so it may have arrived and is not sent again by itself. */
export type OutgoingState = 'waiting' | 'sending' | 'failed' | 'unknown';

/** A notice on its way through one notifier. What has arrived is not kept. */
export interface OutgoingNotice {
  readonly id: string;
  readonly notifier: string;
  readonly notice: Notice;
  readonly state: OutgoingState;
  /** Not before. */
  readonly dueAt: number;
  /** It waits only to be told together with what comes. */
  readonly gathers?: boolean;
  readonly attempts: number;
  /** Of the last attempt. */
  readonly fault?: Fault;
}
/** How a notifier does. */
export interface NotifierState {
  readonly sentAt?: number;
  readonly failedAt?: number;
  readonly fault?: Fault;
  /** Failures since something last arrived. */
  readonly failures: number;
  /** Nothing is sent through it until somebody has tried it with success. */
  readonly disabled?: boolean;
  /** After a failure nothing is tried before. */
  readonly retryAt?: number;
  /** By kind: until when what comes is gathered. */
  readonly gathering: Readonly<Record<string, number>>;
}
export interface OutboxRow extends OutgoingNotice {
  readonly revision: number;
}

const collection = 'notices';
const states = 'notifiers';
const day = 24 * 3_600_000;
/** Longer than any attempt takes. */
const lostMs = 15 * 60_000;
/** So long what failed is shown. */
const keptMs = 30 * day;

export const idle: NotifierState = { failures: 0, gathering: {} };

/** The notices of one account that have not arrived, kept beside its other records. */
export function createOutbox(records: () => Promise<Records>, account: string) {
  const keyOf = (id: string) => `${account}/${id}`;
  const commit = async (changes: readonly RecordChange[]) => (await records()).commit(changes);

  async function rows(): Promise<readonly OutboxRow[]> {
    const found: OutboxRow[] = [];
    for await (const record of everyRecord(await records(), collection, `${account}/`))
      found.push(rowOf(record));
    return found;
  }
  const put = ({ id, ...row }: OutgoingNotice, expect?: number): RecordChange => ({
    collection,
    key: keyOf(id),
    value: row as unknown as Json,
    ...(expect === undefined ? {} : { expect }),
    ...(row.state === 'failed' || row.state === 'unknown'
      ? { expiresAt: row.notice.at + keptMs }
      : {}),
  });
  const remove = (id: string): RecordChange => ({ collection, key: keyOf(id) });

  return {
    rows,
    commit,
    put,
    remove,
    newRow: (row: Omit<OutgoingNotice, 'id' | 'state' | 'attempts'>, now: number) =>
      put({ ...row, id: newId(now), state: 'waiting', attempts: 0 }, 0),
    async row(id: string): Promise<OutboxRow> {
      const record = await (await records()).get(collection, keyOf(id));
      if (record) return rowOf(record);
      throw new EarmarkError('not-found', `Account ${account} has no notice ${id} on its way`);
    },
    async stateOf(notifier: string): Promise<NotifierState> {
      const record = await (await records()).get(states, keyOf(notifier));
      return record ? (record.value as unknown as NotifierState) : idle;
    },
    withState: (notifier: string, state: NotifierState): RecordChange => ({
      collection: states,
      key: keyOf(notifier),
      value: state as unknown as Json,
    }),
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

/** The accounts that have something to send by now. */
export async function accountsWithNotices(
  records: Records,
  now: number,
): Promise<readonly string[]> {
  const due = new Set<string>();
  for await (const record of everyRecord(records, collection))
    if (isDue(rowOf(record), now)) due.add(record.key.slice(0, record.key.lastIndexOf('/')));
  return [...due];
}

/** To be sent, or to be looked after: whoever was sending it is gone. */
export const isDue = ({ state, dueAt }: OutgoingNotice, now: number): boolean =>
  (state === 'waiting' && dueAt <= now) || (state === 'sending' && dueAt + lostMs <= now);

const rowOf = ({ key, value, revision }: StoredRecord): OutboxRow => ({
  ...(value as unknown as Omit<OutgoingNotice, 'id'>),
  id: key.slice(key.lastIndexOf('/') + 1),
  revision,
});
