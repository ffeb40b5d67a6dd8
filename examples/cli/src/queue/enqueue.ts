import { type Queueable, queueing } from '@earmark/standard';
import { exitCodeOf } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { dim } from '../output/style.ts';
import type { QueueWish } from './wish.ts';

/** Puts work into the account's queue and says how much of it is new. */
export async function enqueue(
  { earmark, store, out, run }: Host,
  queueable: Queueable,
  wish: QueueWish,
): Promise<number> {
  const { jobs } = await earmark.store();
  const { topic } = queueable;
  const added = new Set<string>();
  const onAdded = (ids: readonly string[]) => {
    for (const id of ids) added.add(id);
  };
  const result = await run(queueing(jobs, queueable, { ...wish, onAdded }));
  out.data({ event: 'jobs-added', topic, count: added.size, store });
  out.say(`${counted(added.size, 'job')} in the queue of ${earmark.account}: ${store}.`);
  out.say(dim('To do them, on this machine or others: earmark worker'));
  return exitCodeOf(result);
}
