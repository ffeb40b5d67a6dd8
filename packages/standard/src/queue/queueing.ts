import { posix } from 'node:path';
import {
  albums,
  batch,
  EarmarkError,
  type JobRequest,
  type Json,
  type MediaCostName,
  map,
  type Pipeline,
  parseTarget,
  type Queue,
  type Subject,
} from '@earmark/core';
import { builtInProfiles, needsOf } from '@earmark/transcoder';
import { type AlbumsRequest, albumsAt } from '../albums-at.ts';
import { placeOf } from '../library-at.ts';
import { mediaAt } from '../media-at.ts';
import { rootAbility } from '../roots/jobs-of-root.ts';

/** What can be queued: subjects, and the piece of work that each of them is. */
export interface Queueable {
  readonly topic: 'tag' | 'transcode';
  readonly subjects: Pipeline<Subject>;
  workOf(subject: Subject): Work;
  /** What a worker must be able to do, beside having the root. */
  readonly needs: readonly string[];
}
/** One job: something below a root, and what shall be done with it. */
interface Work {
  readonly root: string;
  /** Below the root; '' is all of it. */
  readonly path: string;
  /** What of it, where it is not all. */
  readonly part?: string;
  readonly more?: Readonly<Record<string, Json>>;
}
export interface QueueingOptions {
  /** Larger goes first, negative waits for all others. Default: 0. */
  readonly priority?: number;
  readonly needs?: readonly string[];
  /** The ids of jobs that were added. What waits already under the same key is not added again. */
  readonly onAdded?: (ids: readonly string[]) => void;
}

const jobsAtOnce = 1000;

/** Puts the work into the queue while the subjects are found. Run it as any pipeline. */
export function queueing(
  queue: Queue,
  { topic, subjects, workOf, needs }: Queueable,
  { priority = 0, needs: more = [], onAdded = () => undefined }: QueueingOptions = {},
): Pipeline<readonly JobRequest[]> {
  const wanted = [...new Set([...needs, ...more])];
  const requestOf = (subject: Subject): JobRequest => {
    const { root, path, part = '', more = {} } = workOf(subject);
    const said = [more.profile ?? '', ...[more.accepts ?? []].flat()];
    const key = [`${root}:${path}`, part, ...said].filter((word) => word).join(' ');
    const payload = { root, path, ...more };
    return { topic, payload, key, priority, needs: [rootAbility(root), ...wanted] };
  };
  return subjects
    .pipe(map(async (subject: Subject) => requestOf(subject)))
    .pipe(batch(jobsAtOnce))
    .pipe(
      map(async (requests: readonly JobRequest[]) => {
        onAdded(await queue.addMany(requests));
        return requests;
      }),
    );
}

/** Each album is a job: what is asked and decided is up to the worker that does it. */
export const albumJobs = (
  request: AlbumsRequest,
  roots: Readonly<Record<string, string>>,
): Queueable => ({ topic: 'tag', subjects: albumsAt(request, roots), workOf: albumOf, needs: [] });

/** What media shall become, and what that may cost. */
export interface MediaWish {
  readonly profile: string;
  readonly accepts?: readonly MediaCostName[];
}

/**
 * A film is a job of its own, and so is a file that was asked for by its name; songs go by their folders; each only to
 * a worker that can encode what the profile says.
 */
export function mediaJobs(
  path: string,
  { profile, accepts = [] }: MediaWish,
  roots: Readonly<Record<string, string>>,
): Queueable {
  const more = { profile, ...(accepts.length > 0 ? { accepts: [...accepts].sort() } : {}) };
  const known = builtInProfiles.find(({ name }) => name === profile);
  const { below } = placeOf(path, roots);
  return {
    topic: 'transcode',
    subjects: albums(mediaAt(path, profile, roots)),
    needs: known ? needsOf(known) : [],
    workOf(subject) {
      const [first] = subject.targets;
      const place = first && parseTarget(first.id);
      if (place && (known?.video || place.path === below)) return { ...place, more };
      return { ...folderOf(subject), more: { ...more, deep: false } };
    },
  };
}

/** A profile that only a host's own sinks can know is taken on trust; nothing else is. */
export function assertProfile(profile: string): void {
  if (!builtInProfiles.some(({ name }) => name === profile))
    throw new EarmarkError(
      'config',
      `Unknown profile "${profile}". Valid profiles: ${builtInProfiles.map(({ name }) => name).join(', ')}`,
    );
}

/** An album's own files and no others of the folder that they are in. */
function albumOf(subject: Subject): Work {
  const { root, path } = folderOf(subject);
  const only = subject.targets.map(({ id }) => posix.relative(path, parseTarget(id).path));
  return { root, path, part: subject.id, more: { only } };
}

/** The folder that all files of an album are in, below its root. */
function folderOf({ targets }: Subject): Work {
  const places = targets.map(({ id }) => parseTarget(id));
  let folder = posix.dirname(places[0]?.path ?? '');
  while (folder !== '.' && !places.every(({ path }) => path.startsWith(`${folder}/`)))
    folder = posix.dirname(folder);
  return { root: places[0]?.root ?? '', path: folder === '.' ? '' : folder };
}
