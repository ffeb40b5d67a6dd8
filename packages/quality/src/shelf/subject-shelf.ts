import type { Subject } from '@earmark/core';
import type { CheckedAlbum } from '../issue.ts';
import type { Shelf } from './shelf.ts';

export interface SubjectInput {
  readonly subjects: Iterable<Subject> | AsyncIterable<Subject>;
  /** One of them once more (`origin.get`): without it there are no issues about artists' spellings. */
  readonly get?: (id: string) => Promise<Subject | undefined>;
}

/** What an origin yields: without pictures, durations and unreadable files, so nothing is said of these. */
export function subjectShelf({ subjects, get }: SubjectInput): Shelf {
  return {
    async *albums(signal) {
      for await (const subject of subjects) {
        if (signal?.aborted) return;
        yield* asked(subject);
      }
    },
    async again(id) {
      const subject = await get?.(id);
      return subject && asked(subject)[0];
    },
  };
}

/** Artists have no files, and a track by itself is no album. */
function asked({ id, kind, title, creators, targets }: Subject): readonly CheckedAlbum[] {
  if (kind !== 'album' && kind !== 'book') return [];
  const files = targets.map(({ sink, id: target, fields }) => ({ sink, target, fields }));
  return [{ id, kind, title, creators, files, broken: [] }];
}
