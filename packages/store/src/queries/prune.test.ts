import { join } from 'node:path';
import { createTempFolder } from '@earmark/testkit';
import type { KyselyPlugin } from 'kysely';
import { expect, test } from 'vitest';
import { accountSteps } from '../schema/steps.ts';
import { openSqlite } from '../sqlite/database.ts';
import type { Database } from './database.ts';
import { createJournal } from './journal.ts';

test('pruning looks at each run once, and lets the process go on between two of them', async () => {
  await using temp = await createTempFolder();
  const database = await openSqlite(join(temp.path, 'anna.db'), accountSteps);
  const counted = countingQueries(database);
  const journal = createJournal(counted.database);
  const at = { startedAt: 1, endedAt: 2, counts: {}, host: 'kitchen', pid: 1 };
  for (let run = 0; run < 300; run++) {
    await journal.startRun({ id: `run-${run}`, pipeline: 'tag', outcome: 'completed', ...at });
    // Every second one has to stay: nobody knows yet how its plan ended.
    if (run % 2 === 0) continue;
    const change = { kind: 'fields', target: 'music:a.mp3', set: {} } as const;
    const plan = { id: `plan-${run}`, change, diff: [], fingerprint: 'f' };
    await journal.savePlans([
      { run: `run-${run}`, sink: 'tags', at: 1, decisions: [], plan, status: 'planned' },
    ]);
  }

  counted.asked.clear();
  let turns = 0;
  let beat = setImmediate(function next() {
    turns += 1;
    beat = setImmediate(next);
  });
  expect(await journal.prune({ before: 10 })).toBe(150);
  clearImmediate(beat);

  expect(counted.asked.get('select runs')).toBe(4);
  expect(counted.asked.get('select plans')).toBe(300);
  expect(counted.asked.get('delete runs')).toBe(150);
  expect(turns).toBeGreaterThan(1);
  await database.close();
});

/** How often what is done to which table. */
function countingQueries<Schema>(database: Database<Schema>) {
  const asked = new Map<string, number>();
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      const text = JSON.stringify(node);
      const table = /"identifier":\{"kind":"IdentifierNode","name":"(\w+)"/.exec(text)?.[1];
      const what = `${node.kind.replace('QueryNode', '').toLowerCase()} ${table}`;
      asked.set(what, (asked.get(what) ?? 0) + 1);
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const watched: Database<Schema> = {
    ...database,
    db: database.db.withPlugin(plugin),
    write: (topic, work, options) =>
      database.write(topic, (tx) => work(tx.withPlugin(plugin)), options),
  };
  return { asked, database: watched };
}
