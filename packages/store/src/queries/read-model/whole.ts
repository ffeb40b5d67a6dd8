import type { Kysely } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { partsOf } from '../files.ts';
import { chunks } from '../rows.ts';

const decisionsAtOnce = 500;

/** What a plan or receipt is about. */
interface About {
  readonly decisions: readonly string[];
  readonly target: string;
}

/** The albums that plans or receipts are about, in their order: as their decisions say, else those that their files belong to. */
export async function wholesOf(
  tx: Kysely<AccountSchema>,
  about: readonly About[],
): Promise<readonly (string | null)[]> {
  const ids = about.flatMap(({ decisions }) => decisions.slice(0, 1));
  const wholes = new Map<string, string | null>();
  for (const some of chunks([...new Set(ids)], decisionsAtOnce)) {
    const query = tx.selectFrom('decisions').select(['id', 'whole']).where('id', 'in', some);
    for (const { id, whole } of await query.distinct().execute()) wholes.set(id, whole);
  }
  const found: (string | null)[] = [];
  for (const { decisions, target } of about) {
    const [decision = ''] = decisions;
    found.push(wholes.has(decision) ? (wholes.get(decision) ?? null) : await albumAt(tx, target));
  }
  return found;
}

async function albumAt(tx: Kysely<AccountSchema>, target: string): Promise<string | null> {
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
