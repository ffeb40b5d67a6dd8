import { albums, EarmarkError, type Subject } from '@earmark/core';
import { mediaAt, placeOf } from '@earmark/standard';
import { builtInProfiles, needsOf } from '@earmark/transcoder';
import type { Host } from '../host/host.ts';
import { enqueue, folderOf, partsOf, type Work } from './enqueue.ts';
import type { QueueWish } from './wish.ts';

/** A film is a job of its own, and so is a file that was asked for by its name; songs go by their folders; each only to a worker that can encode what the profile says. */
export function queueMedia(
  host: Host,
  path: string,
  profile: string,
  wish: QueueWish,
): Promise<number> {
  const known = builtInProfiles.find(({ name }) => name === profile);
  if (!known && !host.settings.config.sinks)
    throw new EarmarkError(
      'config',
      `there is no profile ${profile}; there are ${builtInProfiles.map(({ name }) => name).join(', ')}`,
    );
  const { below } = placeOf(path, host.roots);
  const workOf = (subject: Subject): Work => {
    const [first] = subject.targets;
    if (first && (known?.video || partsOf(first.id).path === below))
      return { ...partsOf(first.id), more: { profile } };
    return { ...folderOf(subject), more: { profile, deep: false } };
  };
  const needs = [...new Set([...(known ? needsOf(known) : []), ...wish.needs])];
  return enqueue(host, albums(mediaAt(path, profile, host.roots)), 'transcode', workOf, {
    ...wish,
    needs,
  });
}
