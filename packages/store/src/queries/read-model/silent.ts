import { type Kysely, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';
import { chunks, parsed } from '../rows.ts';
import { holds, wholeSubject } from './standing.ts';

const albumsAtOnce = 200;
const termsAtOnce = 1000;

/** Which sources could not be asked when what now holds of albums was decided: a list can be narrowed to them. */
export async function refreshSilent(
  tx: Kysely<AccountSchema>,
  subjects: readonly string[],
): Promise<void> {
  for (const some of chunks([...new Set(subjects.map(wholeSubject))], albumsAtOnce)) {
    const { rows } = await sql<Row>`
      select a.id, d.decision from decisions d join albums a on a.id = d.whole
      where d.whole in (${sql.join(some)}) and ${holds} and d.decision like '%"silent":["%'`.execute(
      tx,
    );
    await tx
      .deleteFrom('album_terms')
      .where('album', 'in', some)
      .where('kind', '=', 'silent')
      .execute();
    const byAlbum = Map.groupBy(rows, ({ id }) => id);
    const terms = [...byAlbum].flatMap(([album, own]) =>
      [...new Set(own.flatMap(silentOf))].map((term) => ({ kind: 'silent', term, album })),
    );
    for (const each of chunks(terms, termsAtOnce))
      await tx.insertInto('album_terms').values(each).execute();
  }
}

interface Row {
  readonly id: string;
  readonly decision: string;
}

function silentOf({ decision }: Row): readonly string[] {
  return parsed<{ readonly silent: readonly string[] }>(decision).silent;
}
