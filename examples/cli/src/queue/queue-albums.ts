import { EarmarkError } from '@earmark/core';
import { albumsAt } from '@earmark/standard';
import type { Host } from '../host/host.ts';
import { limitOf, type TagFlags } from '../tag/flags.ts';
import { albumOf, enqueue } from './enqueue.ts';
import { wishOf } from './wish.ts';

/** Each album is a job: what is asked and decided is up to the worker that does it. */
export function queueAlbums(host: Host, path: string, flags: TagFlags): Promise<number> {
  const { dryRun, confidence, sources, fields, album } = flags;
  if (dryRun || confidence !== undefined || sources !== undefined || fields !== undefined)
    throw new EarmarkError(
      'config',
      '--dry-run, --confidence, --sources and --fields belong to this machine: they cannot be combined with --queue',
    );
  const albums = albumsAt({ path, album, limit: limitOf(flags) }, host.roots);
  return enqueue(host, albums, 'tag', albumOf, wishOf(flags));
}
