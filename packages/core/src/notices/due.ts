import { commitUnlessTaken } from '../commit-unless-taken.ts';
import { everyRecord } from '../pages.ts';
import type { RecordChange, Records } from '../ports.ts';
import { type OutgoingNotice, outgoingCollection, rowOf } from './outgoing.ts';

/**
 * The notices of all accounts that somebody has to see to, by when: `<time>/<account>/<id>`. Whoever looks reads it
 * from its beginning to now, so that a look costs what is due, however much waits.
 */
const collection = 'notices-due';
/** Few are due at a time. */
const pageSize = 20;
/** Longer than any attempt takes. */
const lostMs = 15 * 60_000;

/** Since when it is to be sent, or to be looked after, as whoever was sending it is gone. Never: a person has the word. */
function attentionAt({
  state,
  dueAt,
}: Pick<OutgoingNotice, 'state' | 'dueAt'>): number | undefined {
  if (state === 'waiting') return dueAt;
  return state === 'sending' ? dueAt + lostMs : undefined;
}

export function isDue(row: OutgoingNotice, now: number): boolean {
  const at = attentionAt(row);
  return at !== undefined && at <= now;
}

/** What the change of a notice means for the index, in the same commit. */
export function indexChanges(
  account: string,
  before: OutgoingNotice | undefined,
  after: OutgoingNotice | undefined,
): readonly RecordChange[] {
  const [was, is] = [before && keyOf(account, before), after && keyOf(account, after)];
  if (was === is) return [];
  return [
    ...(was === undefined ? [] : [{ collection, key: was }]),
    ...(is === undefined ? [] : [{ collection, key: is, value: null }]),
  ];
}

/** What is due by now: the ids of notices, by account. */
export async function dueNotices(
  records: Records,
  now: number,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const due = new Map<string, string[]>();
  for await (const { key } of everyRecord(records, collection, '', pageSize)) {
    const [time, account = '', id = ''] = key.split('/');
    if (Number(time) > now) break;
    const ids = due.get(account) ?? [];
    due.set(account, ids);
    ids.push(id);
  }
  return due;
}

/** Takes up the notices of a release that had no such index. */
export async function indexNotices(records: Records): Promise<void> {
  const indexed = new Set<string>();
  for await (const { key } of everyRecord(records, collection)) indexed.add(key);
  for await (const record of everyRecord(records, outgoingCollection)) {
    const [account = ''] = record.key.split('/');
    const key = keyOf(account, rowOf(record));
    if (key === undefined || indexed.has(key)) continue;
    const { value, revision } = record;
    const same = { collection: outgoingCollection, key: record.key, value, expect: revision };
    // Whoever changes it meanwhile indexes it, too.
    await commitUnlessTaken(records, [same, { collection, key, value: null }]);
  }
}

function keyOf(account: string, row: OutgoingNotice): string | undefined {
  const at = attentionAt(row);
  return at === undefined
    ? undefined
    : `${String(Math.floor(at)).padStart(15, '0')}/${account}/${row.id}`;
}
