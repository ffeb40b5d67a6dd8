import { EarmarkError, type Pipeline, type Subject } from '@earmark/core';
import type { TagOptions } from '../commands/tag.ts';
import type { Host } from '../host/host.ts';
import { albumOf, enqueue } from './enqueue.ts';
import { wishOf } from './wish.ts';

/** Each album is a job: what is asked and decided is up to the worker that does it. */
export function queueAlbums(
  host: Host,
  albums: Pipeline<Subject>,
  options: TagOptions,
): Promise<number> {
  const { dryRun, confidence, sources } = options;
  if (dryRun || confidence !== undefined || sources !== undefined)
    throw new EarmarkError(
      'config',
      '--dry-run, --confidence and --sources are of this machine: they cannot go with --queue',
    );
  return enqueue(host, albums, 'tag', albumOf, wishOf(options));
}
