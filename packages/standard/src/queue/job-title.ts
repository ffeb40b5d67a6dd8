import type { Job } from '@earmark/core';

/** What a job is, in one line: `transcode music:Artist/Album to opus`; `place` says how people see the target. */
export function titleOfJob(
  { topic, payload }: Pick<Job, 'topic' | 'payload'>,
  place: (target: string) => string = (target) => target,
): string {
  const { root, path, profile } = (payload ?? {}) as Partial<Record<string, unknown>>;
  if (typeof root !== 'string') return `${topic} ${JSON.stringify(payload)}`;
  return `${topic} ${place(`${root}:${path ?? ''}`)}${profile === undefined ? '' : ` to ${profile}`}`;
}
