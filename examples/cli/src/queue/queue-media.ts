import { assertProfile, mediaJobs } from '@earmark/standard';
import type { Host } from '../host/host.ts';
import { enqueue } from './enqueue.ts';
import type { QueueWish } from './wish.ts';

/** Only sinks of one's own can know other profiles than the built-in ones. */
export function queueMedia(
  host: Host,
  path: string,
  profile: string,
  wish: QueueWish,
): Promise<number> {
  if (!host.settings.config.sinks) assertProfile(profile);
  return enqueue(host, mediaJobs(path, profile, host.roots), wish);
}
