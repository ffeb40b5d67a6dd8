import type { Job } from '@earmark/core';

/** What a job is, in one line: `transcode music:Artist/Album to opus`. */
export function titleOfJob({ topic, payload }: Pick<Job, 'topic' | 'payload'>): string {
  const { root, path, profile } = (payload ?? {}) as Partial<Record<string, unknown>>;
  if (typeof root !== 'string') return `${topic} ${JSON.stringify(payload)}`;
  return `${topic} ${root}:${path ?? ''}${profile === undefined ? '' : ` to ${profile}`}`;
}
