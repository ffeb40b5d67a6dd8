import { type Earmark, EarmarkError, type Job } from '@earmark/core';
import { jobsOfRoot, renamed } from './jobs-of-root.ts';
import { forgetCatalogue, moveCatalogue } from './move-catalogue.ts';

type OfAccount = Pick<Earmark, 'account' | 'store' | 'shared'>;

export interface RootChange {
  readonly files: number;
  readonly albums: number;
  /** Jobs that were added again under the new name, or cancelled. */
  readonly jobs: number;
}

/**
 * Calls a root otherwise: its albums, with all that is known of them, and the jobs that wait or failed. The old
 * name stays known where it was: what runs wrote under it can still be undone. May be repeated where it was cut off.
 */
export async function renameRoot(
  earmark: OfAccount,
  from: string,
  to: string,
): Promise<RootChange> {
  if (from === to) throw new EarmarkError('config', `${from} is called so already`);
  await assertKnown(earmark, from);
  const { catalogue, jobs: queue } = await earmark.store();
  const jobs = await idle(earmark, from);
  const { files, albums } = await catalogue.counts(from);
  await moveCatalogue(catalogue, from, to);
  // First added, then cancelled: cut off in between, a job is there twice rather than not at all.
  await queue.addMany(jobs.map((job) => renamed(job, from, to)));
  for (const { id, status } of jobs) {
    if (status === 'failed') await queue.retry(id);
    await queue.cancel(id);
  }
  return { files, albums, jobs: jobs.length };
}

/**
 * Gives up a root on all machines: another account may have the folder. Its albums leave the catalogue and its
 * jobs the queue; no file is touched.
 */
export async function releaseRoot(earmark: OfAccount, root: string): Promise<RootChange> {
  await assertKnown(earmark, root);
  const { catalogue, jobs: queue } = await earmark.store();
  const jobs = (await idle(earmark, root)).filter(({ status }) => status === 'waiting');
  const { files, albums } = await catalogue.counts(root);
  for (const { id } of jobs) await queue.cancel(id);
  await forgetCatalogue(catalogue, root);
  await (await earmark.shared()).releaseRoot(earmark.account, root);
  return { files, albums, jobs: jobs.length };
}

async function assertKnown(earmark: OfAccount, id: string): Promise<void> {
  const roots = await (await earmark.shared()).roots(earmark.account);
  if (roots.some((root) => root.id === id)) return;
  const names = [...new Set(roots.map((root) => root.id))].join(', ') || 'none';
  throw new EarmarkError(
    'config',
    `Unknown root ${id}. Known roots of ${earmark.account}: ${names}`,
  );
}

/** The jobs of a root that wait or failed; none may be under way. */
async function idle(earmark: OfAccount, root: string): Promise<readonly Job[]> {
  const { jobs: queue } = await earmark.store();
  const [active, waiting, failed] = await Promise.all(
    (['active', 'waiting', 'failed'] as const).map((status) => jobsOfRoot(queue, root, status)),
  );
  if (active && active.length > 0)
    throw new EarmarkError(
      'locked',
      `jobs of ${root} are under way (${active.length}): stop their workers or wait, then try again`,
    );
  return [...(waiting ?? []), ...(failed ?? [])];
}
