import { join } from 'node:path';
import { createTempFolder } from '@earmark/testkit';
import { type Kysely, sql } from 'kysely';
import { expect, test } from 'vitest';
import type { AccountSchema } from '../schema/account.ts';
import { accountSteps } from '../schema/steps.ts';
import { openSqlite } from './database.ts';

const [normal, full] = [1, 2];

async function syncLevel(tx: Kysely<AccountSchema>): Promise<number | undefined> {
  const { rows } = await sql<{ synchronous: number }>`pragma synchronous`.execute(tx);
  return rows[0]?.synchronous;
}

test('each durable write is synced, the first one after opening too, and no other is', async () => {
  const temp = await createTempFolder();
  const file = join(temp.path, 'anna.db');
  await (await openSqlite(file, accountSteps)).close();
  const database = await openSqlite(file, accountSteps);
  try {
    const levels: unknown[] = [];
    for (const durable of [true, false, true])
      levels.push(await database.write('reviews', syncLevel, { durable }));
    expect(levels).toEqual([full, normal, full]);
  } finally {
    await database.close();
    await temp.remove();
  }
});
