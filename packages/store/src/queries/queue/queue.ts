import { type Clock, EarmarkError, type JobRequest, leavesWork, type Queue } from '@earmark/core';
import type { AccountSchema } from '../../schema/account.ts';
import type { Database } from '../database.ts';
import { chunks } from '../rows.ts';
import { idsOf, insert, jobsAtOnce } from './add.ts';
import { claim } from './claim.ts';
import { manageQueue } from './manage.ts';
import { newRow } from './rows.ts';
import { settle } from './settle.ts';

const topic = 'jobs';

/** A queue where one process writes at a time. */
export function createQueue(database: Database<AccountSchema>, clock: Clock): Queue {
  const { db, write, notify, changes } = database;
  const tell = () => notify(topic);

  async function addMany(requests: readonly JobRequest[]): Promise<readonly string[]> {
    const ids: string[] = [];
    for (const chunk of chunks(requests, jobsAtOnce)) {
      const rows = chunk.map((request) => newRow(request, clock.now()));
      const added = await write(topic, async (tx) => idsOf(tx, rows, await insert(tx, rows)));
      ids.push(...added.filter((id) => id !== undefined));
    }
    tell();
    return ids;
  }

  return {
    ...manageQueue(db, clock.now, tell),
    addMany,
    add: async (request) => only(await addMany([request])),
    claim: (options) =>
      options.topics.length === 0 ? Promise.resolve({ jobs: [] }) : claim(database, options),
    renew: (worker, leases, until) =>
      leases.length === 0
        ? Promise.resolve([])
        : write(topic, async (tx) => {
            const renewed: string[] = [];
            for (const { id, progress } of leases) {
              const { numUpdatedRows } = await tx
                .updateTable('jobs')
                .set({ lease_until: until, ...(progress !== undefined && { progress }) })
                .where('id', '=', id)
                .where('status', '=', 'active')
                .where('worker', '=', worker)
                .executeTakeFirst();
              if (numUpdatedRows === 1n) renewed.push(id);
            }
            return renewed;
          }),
    async settle(worker, endings) {
      if (endings.length === 0) return [];
      const settled = await write(topic, (tx) => settle(tx, worker, endings, clock.now()));
      if (endings.some(leavesWork)) tell();
      return settled;
    },
    changes: (signal) => changes(topic, signal),
  };
}

export function only(ids: readonly string[]): string {
  const [id] = ids;
  if (id === undefined) throw new EarmarkError('internal', 'a job was added and has no id');
  return id;
}
