import { createHash } from 'node:crypto';
import type { Subject } from '@earmark/core';

export interface Sample {
  add(subject: Subject): void;
  readonly subjects: readonly Subject[];
}

/** Some of many, spread over all of them as chance would, and the same ones every time: those whose ids have the smallest digests. */
export function createSample(size: number): Sample {
  const kept: { readonly digest: string; readonly subject: Subject }[] = [];
  return {
    add(subject) {
      const digest = createHash('sha256').update(subject.id).digest('hex');
      const last = kept.at(-1);
      if (kept.length >= size && (!last || digest >= last.digest)) return;
      const at = kept.findIndex((each) => digest < each.digest);
      kept.splice(at < 0 ? kept.length : at, 0, { digest, subject });
      if (kept.length > size) kept.pop();
    },
    get subjects() {
      return kept.map(({ subject }) => subject);
    },
  };
}
