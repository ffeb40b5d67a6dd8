import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AccountSchema } from '../../schema/account.ts';

/** Asks the database, or gives what it answered to the same question since anything changed. */
export type Ask = <Row>(question: RawBuilder<Row>) => Promise<readonly Row[]>;

const most = 500;

/**
 * Counts go through all that they count, and people ask for the same ones with every page. What was counted holds
 * until the revision grows, by whichever process.
 */
export function keepAnswers(db: Kysely<AccountSchema>): Ask {
  const answers = new Map<string, Promise<readonly unknown[]>>();
  let seen: number | undefined;

  return async <Row>(question: RawBuilder<Row>) => {
    const revision = await revisionOf(db);
    if (revision !== seen) answers.clear();
    seen = revision;
    const compiled = question.compile(db);
    const key = JSON.stringify([compiled.sql, compiled.parameters]);
    const answer = answers.get(key) ?? db.executeQuery<Row>(compiled).then(({ rows }) => rows);
    // The one that was asked last goes last.
    answers.delete(key);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    for (const old of answers.keys()) {
      if (answers.size <= most) break;
      answers.delete(old);
    }
    // The key is of this very question.
    return answer as Promise<readonly Row[]>;
  };
}

export async function revisionOf(db: Kysely<AccountSchema>): Promise<number> {
  const { rows } = await sql<{ revision: number }>`select revision from browse_revision`.execute(
    db,
  );
  return rows[0]?.revision ?? 0;
}
