import { assertProfile, type MediaWish, mediaJobs } from '@earmark/standard';
import type { Host } from '../host/host.ts';
import { enqueue } from './enqueue.ts';
import type { QueueWish } from './wish.ts';

/** Only sinks of one's own can know other profiles than the built-in ones. */
export function queueMedia(
  host: Host,
  path: string,
  media: MediaWish,
  wish: QueueWish,
): Promise<number> {
  if (!host.settings.config.sinks) assertProfile(media.profile);
  return enqueue(host, mediaJobs(path, media, host.roots), wish);
}
