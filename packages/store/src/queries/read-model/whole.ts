import type { Kysely } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { partsOf } from '../files.ts';

/** The album that a plan or receipt is about: as its decision says, else the one that its file belongs to. */
export async function wholeOf(
  tx: Kysely<AccountSchema>,
  decisions: readonly string[],
  target: string,
): Promise<string | null> {
  const [decision] = decisions;
  if (decision !== undefined) {
    const query = tx.selectFrom('decisions').select('whole').where('id', '=', decision);
    const row = await query.limit(1).executeTakeFirst();
    if (row) return row.whole;
  }
  const colon = target.indexOf(':');
  const { folder, name } = partsOf(target.slice(colon + 1));
  const file = await tx
    .selectFrom('files')
    .select('album')
    .where('root', '=', target.slice(0, colon))
    .where('folder', '=', folder)
    .where('name', '=', name)
    .executeTakeFirst();
  return file?.album ?? null;
}
