import { expect, test } from 'vitest';
import { house } from '../__tests__/house.ts';
import { createEarmark } from '../earmark.ts';
import { ownOwner } from '../files/owner.ts';
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
  /** What is not at its end is as if that process did it; by default this one's number with another start, which is dead. */
  async function doneBy(owner?: string): Promise<void> {
    const dead = (await ownOwner()).replace(/[^-]+$/, '0');
    for (const run of await journal.runs())
      if (run.outcome === undefined) await journal.startRun({ ...run, owner: owner ?? dead });
  }
  return { ...made, worker, recovered, journal, receipts, doneBy };
}
const all = ['music:Sure One', 'music:Sure Two'];

test('a change gets its receipt from the next worker although another one had given its plan up', async () => {
  const { worker, recovered, journal, receipts, options, sink, tag, doneBy } = await workers();
  const { saveReceipt } = journal;
  const killed = new Promise<never>(() => {});
  journal.saveReceipt = () => killed;
  const givenUp = async () => {
    await doneBy();
    await recovered();
  };
  (await worker(givenUp)).run(tag());
  await expect.poll(() => sink.writes).toEqual([all[0]]);
  journal.saveReceipt = saveReceipt;
  await doneBy();
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

test('a run whose process lives is left alone, and nobody asks for its leases', async () => {
  const { worker, recovered, journal, receipts, tag } = await workers();
  const { savePlans } = journal;
  let asked = 0;
  journal.savePlans = async (records) => {
    await savePlans(records);
    await recovered(async () => {
      asked += 1;
    });
  };
  const { counts } = await (await worker()).run(tag()).done;
  expect(counts).toMatchObject({ applied: 2 });
  expect(counts.skipped).toBeUndefined();
  expect(asked).toBe(0);
  expect(await receipts()).toEqual(all);
});

test.each([
  [0, 0],
  [60_000, 1],
])(
  'of a run on another machine a plan is looked at once it is no longer young: after %i ms %i times',
  async (ageMs, times) => {
    const { recovered, journal, sink, tag, worker, doneBy } = await workers();
    const { saveReceipt } = journal;
    const killed = new Promise<never>(() => {});
    journal.saveReceipt = () => killed;
    (await worker()).run(tag());
    await expect.poll(() => sink.writes).toEqual([all[0]]);
    journal.saveReceipt = saveReceipt;
    await doneBy('00000000-1-1');
    const plans = await journal.plans({ status: 'planned' });
    await journal.savePlans(plans.map((plan) => ({ ...plan, at: Date.now() - ageMs })));
    const before = new Set<string>();
    await recovered(async () => void before.add('asked'));
    expect(before.size).toBe(times);
  },
);

test('what was finished while a recovery waited for its lock gets no second receipt', async () => {
  const { worker, recovered, receipts, tag, doneBy } = await workers();
  let goOn = () => {};
  const listed = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  const first = (await worker(() => listed)).run(tag());
  await new Promise<void>((resolve) => first.on('change-planned', () => resolve()));
  await doneBy();
  const again = await recovered(async () => {
    goOn();
    await first.done;
  });
  expect(again).toBeUndefined();
  expect(await receipts()).toEqual(all);
});
