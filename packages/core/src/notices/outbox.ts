import { EarmarkError } from '@earmark/spec';
import { newId } from '../new-id.ts';
import { everyRecord } from '../pages.ts';
import type { RecordChange, Records, StoredRecord } from '../ports.ts';
import type { Fault, Json } from '../spec.ts';
import { untilUncontended } from '../update-record.ts';
import { indexChanges } from './due.ts';
import { type OutboxRow, type OutgoingNotice, outgoingCollection, rowOf } from './outgoing.ts';

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

/** `rows` are changes of the outbox that are made with it, all or nothing. */
interface StateChange {
  readonly state: NotifierState;
  readonly rows?: readonly RecordChange[];
}

export const notifierStates = 'notifiers';
const day = 24 * 3_600_000;
/** So long what failed is shown. */
const keptMs = 30 * day;

export const idle: NotifierState = { failures: 0, gathering: {} };

/** The notices of one account that have not arrived, kept beside its other records. */
export function createOutbox(records: () => Promise<Records>, account: string) {
  const keyOf = (id: string) => `${account}/${id}`;
  const commit = async (changes: readonly RecordChange[]) => (await records()).commit(changes);

  async function rows(): Promise<readonly OutboxRow[]> {
    const found: OutboxRow[] = [];
    for await (const record of everyRecord(await records(), outgoingCollection, `${account}/`))
      found.push(rowOf(record));
    return found;
  }
  async function find(id: string): Promise<OutboxRow | undefined> {
    const record = await (await records()).get(outgoingCollection, keyOf(id));
    return record && rowOf(record);
  }

  const stored = ({ id, ...row }: OutgoingNotice): RecordChange => ({
    collection: outgoingCollection,
    key: keyOf(id),
    value: row as unknown as Json,
    ...(row.state === 'failed' || row.state === 'unknown'
      ? { expiresAt: row.notice.at + keptMs }
      : {}),
  });

  return {
    rows,
    commit,
    find,
    newRow: (row: Omit<OutgoingNotice, 'id' | 'state' | 'attempts'>, now: number) =>
      ({ ...row, id: newId(now), state: 'waiting', attempts: 0 }) satisfies OutgoingNotice,
    add: (row: OutgoingNotice): readonly RecordChange[] => [
      { ...stored(row), expect: 0 },
      ...indexChanges(account, undefined, row),
    ],
    /** With `expect` only where it is still of that revision. */
    replace: (
      before: OutgoingNotice,
      after: OutgoingNotice,
      expect?: number,
    ): readonly RecordChange[] => [
      { ...stored(after), ...(expect === undefined ? {} : { expect }) },
      ...indexChanges(account, before, after),
    ],
    remove: (row: OutgoingNotice, expect?: number): readonly RecordChange[] => [
      {
        collection: outgoingCollection,
        key: keyOf(row.id),
        ...(expect === undefined ? {} : { expect }),
      },
      ...indexChanges(account, row, undefined),
    ],
    async row(id: string): Promise<OutboxRow> {
      const found = await find(id);
      if (found) return found;
      throw new EarmarkError('not-found', `Account ${account} has no notice ${id} on its way`);
    },
    async stateOf(notifier: string): Promise<NotifierState> {
      const record = await (await records()).get(notifierStates, keyOf(notifier));
      return stateIn(record);
    },
    /** Changes how a notifier does by how it did; asked again where another process was quicker. */
    async changeState<Changed extends StateChange>(
      notifier: string,
      change: (state: NotifierState) => Changed,
    ): Promise<Changed> {
      const kept = await records();
      const key = keyOf(notifier);
      return untilUncontended(async () => {
        const record = await kept.get(notifierStates, key);
        const before = stateIn(record);
        const changed = change(before);
        const { state, rows: changes = [] } = changed;
        const value = state as unknown as Json;
        const expect = record?.revision ?? 0;
        const own = { collection: notifierStates, key, value, expect };
        const all = state === before ? changes : [...changes, own];
        if (all.length > 0) await kept.commit(all);
        return changed;
      });
    },
  };
}
export type Outbox = ReturnType<typeof createOutbox>;

const stateIn = (record: StoredRecord | undefined): NotifierState =>
  record ? (record.value as unknown as NotifierState) : idle;
