import { everyRecord } from '../pages.ts';
import type { Records } from '../ports.ts';
import { noticeRules } from './desk.ts';
import { indexChanges } from './due.ts';
import { noticesTurned } from './off.ts';
import { notifierStates } from './outbox.ts';
import { outgoingCollection, rowOf } from './outgoing.ts';

/** All that is kept of the notices of an account that is no more: else a new one of its name would inherit them. */
export async function forgetNotices(records: Records, account: string): Promise<void> {
  await records.commit([noticesTurned(account, true)]);
  for (const collection of [outgoingCollection, noticeRules, notifierStates])
    for await (const record of everyRecord(records, collection, `${account}/`)) {
      const index =
        collection === outgoingCollection ? indexChanges(account, rowOf(record), undefined) : [];
      await records.commit([{ collection, key: record.key }, ...index]);
    }
}
