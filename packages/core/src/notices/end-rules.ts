import { everyRecord } from '../pages.ts';
import type { Records } from '../ports.ts';
import type { Json } from '../spec.ts';
import { updateRecord } from '../update-record.ts';
import { noticeRules } from './desk.ts';

/**
 * The rules of a person who has left accounts tell nothing any more. They stay: a notifier that no rule names would
 * tell everything, to somebody who may know nothing.
 */
export async function endRules(
  records: Records,
  person: string,
  hasLeft: (account: string) => boolean,
): Promise<void> {
  const isTheirs = (value: Json | undefined) => Object(value).person === person;
  for await (const { key, value } of everyRecord(records, noticeRules)) {
    const [account = ''] = key.split('/');
    if (!isTheirs(value) || !hasLeft(account)) continue;
    await updateRecord(records, noticeRules, key, (now) =>
      isTheirs(now) ? { ...Object(now), ended: true } : now,
    );
  }
}
