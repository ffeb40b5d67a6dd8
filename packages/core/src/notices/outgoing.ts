import type { StoredRecord } from '../ports.ts';
import type { Fault, Notice } from '../spec.ts';

/** `unknown`: a process was killed while it sent it, so it may have arrived and is not sent again by itself. */
export type OutgoingState = 'waiting' | 'sending' | 'failed' | 'unknown';
/** What is to be told. It becomes a message of its own, or one with others. */
export type ToTell = Omit<Notice, 'id'>;

/** A notice on its way through one notifier. What has arrived is not kept. */
export interface OutgoingNotice {
  readonly id: string;
  readonly notifier: string;
  readonly notice: ToTell;
  readonly state: OutgoingState;
  /** Not before. */
  readonly dueAt: number;
  /** It waits only to be told together with what comes. */
  readonly gathers?: boolean;
  /** The message that it was first sent in: it stays with those that were told with it, whatever comes. */
  readonly message?: string;
  readonly attempts: number;
  /** Of the last attempt. */
  readonly fault?: Fault;
}
export interface OutboxRow extends OutgoingNotice {
  readonly revision: number;
}

/** Where they are kept, as `<account>/<id>`. */
export const outgoingCollection = 'notices';

export const rowOf = ({ key, value, revision }: StoredRecord): OutboxRow => ({
  ...(value as unknown as Omit<OutgoingNotice, 'id'>),
  id: key.slice(key.lastIndexOf('/') + 1),
  revision,
});
