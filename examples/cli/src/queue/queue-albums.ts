import { EarmarkError } from '@earmark/core';
import { albumJobs } from '@earmark/standard';
import type { Host } from '../host/host.ts';
import { limitOf, type TagFlags } from '../tag/flags.ts';
import { enqueue } from './enqueue.ts';
import { wishOf } from './wish.ts';

export function queueAlbums(host: Host, path: string, flags: TagFlags): Promise<number> {
  const { dryRun, confidence, sources, fields, album } = flags;
  if (dryRun || confidence !== undefined || sources !== undefined || fields !== undefined)
    throw new EarmarkError(
      'config',
      '--dry-run, --confidence, --sources and --fields belong to this machine: they cannot be combined with --queue',
    );
  return enqueue(
    host,
    albumJobs({ path, album, limit: limitOf(flags) }, host.roots),
    wishOf(flags),
  );
}
