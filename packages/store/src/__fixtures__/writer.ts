import { type Json, type PlanRecord, updateRecord } from '@earmark/core';
import { createSqliteStore } from '../index.ts';

/** A process that writes: `node writer.ts <folder> <name> journal|plan-and-hang|update|events`. */
const [folder = '', name = '', task] = process.argv.slice(2);
const store = createSqliteStore({ folder });
const { journal, jobs, state } = await store.account('anna');
const shared = await store.shared();

const plan = (id: string): PlanRecord => ({
  run: name,
  sink: 'tags',
  at: 1,
  decisions: [],
  plan: {
    id,
    change: { kind: 'fields', target: `music:${id}.mp3`, set: { genre: ['Rock'] } },
    diff: [],
    fingerprint: 'f',
  },
  status: 'planned',
});

if (task === 'plan-and-hang') {
  await journal.savePlans([plan('plan-1')]);
  process.send?.('planned');
  setInterval(() => undefined, 1000);
} else if (task === 'events') {
  for (let step = 0; step < 20; step++)
    await shared.events.append([{ at: step, account: name, event: 'step', data: step }]);
  await store.close();
  process.send?.('appended');
} else if (task === 'update') {
  const mine = (value: Json | undefined) => [...(Array.isArray(value) ? value : []), name];
  for (let step = 0; step < 25; step++) {
    await state('abs').update('list', mine);
    await updateRecord(shared.records, 'lists', 'all', mine);
  }
  await store.close();
  process.send?.('updated');
} else {
  let claimed = 0;
  let booked = 0;
  await journal.startRun({
    id: name,
    pipeline: 'tag',
    startedAt: 1,
    counts: {},
    host: 'h',
    pid: 1,
  });
  for (let step = 0; step < 50; step++) {
    const id = `${name}-${step}`;
    await journal.savePlans([plan(id)]);
    const receipt = { plan: id, target: `music:${id}.mp3`, applied: [], fingerprint: 'g', at: 2 };
    await journal.saveReceipt({ id, run: name, sink: 'tags', receipt, decisions: [] });
    const claim = { worker: name, topics: ['scan'], leaseMs: 60_000, now: 1 };
    for (const { id } of (await jobs.claim(claim)).jobs)
      claimed += (await jobs.settle(name, [{ id, status: 'done' }])).length;
    const { waitMs } = await shared.book('api.example.org', { requests: 10, perMs: 1000 }, 1);
    if (waitMs === 0) booked++;
  }
  await store.close();
  process.send?.({ claimed, booked });
}
