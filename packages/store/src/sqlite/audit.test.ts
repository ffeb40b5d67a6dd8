import { join } from 'node:path';
import { createTempFolder } from '@earmark/testkit';
import Sqlite from 'better-sqlite3';
import { expect, test } from 'vitest';
import { createSqliteStore } from './store.ts';

test('an entry of the audit log can be neither changed nor removed', async () => {
  await using temp = await createTempFolder();
  const store = createSqliteStore({ folder: temp.path });
  const { audit } = await store.shared();
  await audit.append({ at: 1, what: 'key-made' });
  const database = new Sqlite(join(temp.path, 'shared.db'));
  for (const statement of ['update audit set at = 2', 'delete from audit'])
    expect(() => database.exec(statement)).toThrow('stay as they are');
  database.close();
  expect(await audit.list()).toEqual([{ at: 1, what: 'key-made', seq: 1 }]);
  await store.close();
});
