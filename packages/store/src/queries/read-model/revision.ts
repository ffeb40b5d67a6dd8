import type { Kysely } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';

/** What lists show has changed. The last statement of its transaction, as the next writer waits for it. */
export async function touch(tx: Kysely<AccountSchema>): Promise<void> {
  await tx
    .updateTable('browse_revision')
    .set(({ eb }) => ({ revision: eb('revision', '+', 1) }))
    .execute();
}
