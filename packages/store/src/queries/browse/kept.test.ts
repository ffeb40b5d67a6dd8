import { join } from 'node:path';
import { createTempFolder } from '@earmark/testkit';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { accountSteps } from '../../schema/steps.ts';
import { openSqlite } from '../../sqlite/database.ts';
import { touch } from '../read-model/revision.ts';
import { keepAnswers } from './kept.ts';

test('the same question is answered once for each revision, another process may have made it', async () => {
  await using temp = await createTempFolder();
  const file = join(temp.path, 'anna.db');
  const [ours, theirs] = [
    await openSqlite(file, accountSteps),
    await openSqlite(file, accountSteps),
  ];
  const ask = keepAnswers(ours.db);
  const drawn = async (above: number) => {
    const [row] = await ask(sql<{ number: number }>`select random() as number where 1 > ${above}`);
    return row?.number;
  };
  const first = await drawn(0);
  expect(await drawn(0)).toBe(first);
  expect(await drawn(-1)).not.toBe(first);
  await theirs.write('albums', touch);
  expect(await drawn(0)).not.toBe(first);
  await Promise.all([ours.close(), theirs.close()]);
});

test('a question that failed is asked again', async () => {
  await using temp = await createTempFolder();
  const database = await openSqlite(join(temp.path, 'anna.db'), accountSteps);
  const ask = keepAnswers(database.db);
  const question = () => ask(sql<{ n: number }>`select n from later`);
  await expect(question()).rejects.toThrow('later');
  await sql`create table later (n integer)`.execute(database.db);
  expect(await question()).toEqual([]);
  await database.close();
});
