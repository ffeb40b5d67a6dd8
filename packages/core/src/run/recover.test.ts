import { expect, test } from 'vitest';
import { house } from '../__tests__/house.ts';
import { createEarmark } from '../earmark.ts';
import { createMemoryStore } from '../memory/index.ts';
import { apply } from '../stages/apply.ts';
import { reviewed } from '../stages/reviewed.ts';
import { createMemoryLock } from './memory-lock.ts';

type Moment = () => Promise<unknown>;

/** Workers that share a store, their locks and the files; `first` is what happens before one gets a lock. */
async function workers() {
  const store = createMemoryStore();
  const locks = createMemoryLock();
  const made = await house({ store });
  const worker = (first: Moment = async () => {}) =>
    createEarmark({
      ...made.options,
      leases: 'target',
      locks: {
        ...locks,
        async acquire(key, how) {
          await first();
          return locks.acquire(key, how);
        },
      },
    });
  /** What a worker recovers that has nothing else to do. */
  const recovered = async (first?: Moment) => {
    const { counts } = await (await worker(first)).run(reviewed().pipe(apply())).done;
    return counts.recovered;
  };
  const { journal } = await made.earmark.store();
  const receipts = async () =>
    (await journal.receipts({})).map(({ receipt }) => receipt.target).sort();
  return { ...made, worker, recovered, journal, receipts };
}
const all = ['music:Sure One', 'music:Sure Two'];

test('a change gets its receipt from the next worker although another one had given its plan up', async () => {
  const { worker, recovered, journal, receipts, options, sink, tag } = await workers();
  const { saveReceipt } = journal;
  const killed = new Promise<never>(() => {});
  journal.saveReceipt = () => killed;
  (await worker(recovered)).run(tag());
  await expect.poll(() => sink.writes).toEqual([all[0]]);
  journal.saveReceipt = saveReceipt;
  // The locks of the killed one are gone with it.
  const next = await createEarmark({ ...options, leases: 'target' });
  expect((await next.run(tag()).done).counts).toMatchObject({ recovered: 1 });
  expect(await receipts()).toEqual(all);
});

test('nobody recovers what is written while its receipt is on the way', async () => {
  const { worker, recovered, journal, receipts, tag } = await workers();
  const { saveReceipt } = journal;
  const others: unknown[] = [];
  journal.saveReceipt = async (record) => {
    journal.saveReceipt = saveReceipt;
    others.push(await recovered());
    await saveReceipt(record);
  };
  await (await worker()).run(tag()).done;
  expect(others).toEqual([undefined]);
  expect(await receipts()).toEqual(all);
});

test('what was finished while a recovery waited for its lock gets no second receipt', async () => {
  const { worker, recovered, receipts, tag } = await workers();
  let goOn = () => {};
  const listed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = (await worker(() => listed)).run(tag());
  await new Promise<void>((resolve) => first.on('change-planned', () => resolve()));
  const again = await recovered(async () => {
    goOn();
    await first.done;
  });
  expect(again).toBeUndefined();
  expect(await receipts()).toEqual(all);
});
