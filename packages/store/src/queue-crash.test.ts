import { spawnSync } from 'node:child_process';
import { createTempFolder } from '@earmark/testkit';
import { expect, test } from 'vitest';
import { createSqliteStore } from './index.ts';

const script = new URL('__fixtures__/settle-once.ts', import.meta.url);
/** Far more than one call of `settle` makes. */
const mostCalls = 40;

async function afterKill(call: number) {
  const temp = await createTempFolder();
  try {
    const store = createSqliteStore({ folder: temp.path });
    const { jobs } = await store.account('anna');
    const id = await jobs.add({ topic: 'first', payload: 1 });
    await jobs.claim({ worker: 'w', topics: ['first'], leaseMs: 60_000, now: 1 });
    const args = [...process.execArgv, '--conditions=@earmark/source', script.pathname];
    const child = spawnSync(process.execPath, [...args, temp.path, String(call)]);
    if (child.signal === null && child.status !== 0) throw new Error(String(child.stderr));
    const status = (await jobs.get(id))?.status;
    const next = (await jobs.list({ topic: 'next' })).length;
    await store.close();
    return { killed: child.signal === 'SIGKILL', outcome: `${status}, ${next} after it` };
  } finally {
    await temp.remove();
  }
}

test('whoever is killed while a job ends leaves it with all that come after it, or as it was', async () => {
  const outcomes = new Set<string>();
  let kills = 0;
  for (let call = 1; call <= mostCalls; call++) {
    const { outcome, killed } = await afterKill(call);
    outcomes.add(outcome);
    if (!killed) break;
    kills++;
  }
  expect(kills).toBeGreaterThan(4);
  expect(kills).toBeLessThan(mostCalls);
  expect([...outcomes].sort()).toEqual(['active, 0 after it', 'done, 2 after it']);
});
