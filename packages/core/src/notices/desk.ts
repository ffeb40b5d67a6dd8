import { EarmarkError } from '@earmark/spec';
import { everyRecord } from '../pages.ts';
import type { Records } from '../ports.ts';
import type { Clock, Json, Notifier } from '../spec.ts';
import { checkedRule, type NoticeRule } from './notice-rules.ts';
import { idle, type NotifierState, type Outbox } from './outbox.ts';
import type { OutboxRow, OutgoingNotice } from './outgoing.ts';

/** What the people of one account are told, and how that goes. */
export interface NoticeDesk {
  /** The account's notifiers, with how they do. */
  notifiers(): Promise<readonly (NotifierState & { readonly name: string })[]>;
  rules(): Promise<readonly NamedRule[]>;
  /** Throws `config` for a rule that means nothing. */
  setRule(name: string, rule: NoticeRule): Promise<NamedRule>;
  /** Throws `not-found`. */
  removeRule(name: string): Promise<void>;
  /** What has not arrived: oldest first. */
  outbox(): Promise<readonly OutgoingNotice[]>;
  /**
   * Sends at once what waits, has failed or may not have arrived, with those that were told in the same message.
   * Throws `not-found`, and `conflict` where it is being sent.
   */
  retry(id: string): Promise<void>;
  /** It is never sent. Throws `not-found`, and `conflict` where it is being sent. */
  discard(id: string): Promise<void>;
  /**
   * Sends what is due, of this process and of others that are gone; of some notices where ids are given. A server asks
   * for those that `dueNotices` names.
   */
  deliver(ids?: readonly string[]): Promise<void>;
}
export interface NamedRule extends NoticeRule {
  readonly name: string;
}

export interface NoticeDeskParts {
  readonly account: string;
  readonly records: () => Promise<Records>;
  readonly outbox: Outbox;
  readonly notifiers: () => readonly Notifier[];
  readonly clock: Clock;
  readonly deliver: (ids?: readonly string[]) => Promise<void>;
}

export const noticeRules = 'notice-rules';
const nameForm = /^[a-z0-9][a-z0-9-]{0,49}$/;

export async function noticeRulesOf(
  records: () => Promise<Records>,
  account: string,
): Promise<readonly NamedRule[]> {
  const found: NamedRule[] = [];
  for await (const { key, value } of everyRecord(await records(), noticeRules, `${account}/`))
    found.push({ ...(value as unknown as NoticeRule), name: key.slice(account.length + 1) });
  return found;
}

export function createNoticeDesk(parts: NoticeDeskParts): NoticeDesk {
  const { account, records, outbox, notifiers, clock, deliver } = parts;

  function assertKnown(notifier: string): void {
    const names = notifiers().map(({ name }) => name);
    if (names.includes(notifier)) return;
    throw new EarmarkError(
      'config',
      `Unknown notifier "${notifier}". Valid notifiers: ${names.join(', ') || 'none'}`,
    );
  }

  async function idleRow(id: string): Promise<OutboxRow> {
    const row = await outbox.row(id);
    if (row.state !== 'sending') return row;
    throw new EarmarkError('conflict', `The notice ${id} is being sent: look again in a minute`);
  }

  return {
    rules: () => noticeRulesOf(records, account),
    async notifiers() {
      const all = notifiers().map(async ({ name }) => ({
        ...idle,
        ...(await outbox.stateOf(name)),
        name,
      }));
      return Promise.all(all);
    },
    async setRule(name, rule) {
      if (!nameForm.test(name))
        throw new EarmarkError('config', `"${name}" cannot be the name of a rule: use a–z, 0–9, -`);
      const checked = checkedRule(rule);
      assertKnown(rule.notifier);
      const key = `${account}/${name}`;
      await (await records()).commit([
        { collection: noticeRules, key, value: checked as unknown as Json },
      ]);
      return { ...checked, name };
    },
    async removeRule(name) {
      const key = `${account}/${name}`;
      if (!(await (await records()).get(noticeRules, key)))
        throw new EarmarkError('not-found', `Account ${account} has no notice rule ${name}`);
      await (await records()).commit([{ collection: noticeRules, key }]);
    },
    outbox: async () =>
      (await outbox.rows()).map(({ revision: _revision, ...outgoing }) => outgoing),
    async retry(id) {
      const asked = await idleRow(id);
      const others =
        asked.message === undefined
          ? []
          : (await outbox.rows()).filter(
              ({ id: other, message, state }) =>
                other !== id && message === asked.message && state !== 'sending',
            );
      const dueAt = clock.now();
      const rows = [asked, ...others];
      await outbox.commit(
        rows.flatMap(({ revision, ...row }) =>
          outbox.replace(row, { ...row, state: 'waiting', dueAt }, revision),
        ),
      );
      await deliver(rows.map((row) => row.id));
    },
    async discard(id) {
      const row = await idleRow(id);
      await outbox.commit(outbox.remove(row, row.revision));
    },
    deliver,
  };
}
