import { createHash } from 'node:crypto';
import { titleOf } from '@earmark/core';
import { albumChecks, libraryWideChecks } from './checks/check.ts';
import { createLedger, type Health } from './health.ts';
import type { CheckedAlbum, Found, Issue } from './issue.ts';
import { kindInfo } from './kinds.ts';
import { type LibraryCheckOptions, settingsOf } from './options.ts';
import { type CatalogueInput, catalogueShelf } from './shelf/catalogue-shelf.ts';
import { type SubjectInput, subjectShelf } from './shelf/subject-shelf.ts';
import { inspected } from './sound/inspect.ts';

export type CheckInput = (SubjectInput | CatalogueInput) & {
  readonly signal?: AbortSignal;
  /** Only the first so many albums. Default: all. */
  readonly limit?: number;
};

/** Issues as they are found, an event for each album, and the health at the end (left out where the signal stopped it). */
export type CheckEvent =
  | { readonly event: 'issue'; readonly issue: Issue }
  | { readonly event: 'album'; readonly subject: string; readonly files: number }
  /** What an album is worth, 0 to 100; once more at the end where a comparison of albums found something. The last one counts. */
  | { readonly event: 'score'; readonly subject: string; readonly score: number }
  | { readonly event: 'health'; readonly health: Health };

export interface LibraryCheck {
  /**
   * One album at a time. What compares albums keeps some hundred bytes of each and speaks at the end. Changes
   * nothing, asks nobody.
   */
  check(input: CheckInput): AsyncIterable<CheckEvent>;
}

export function createLibraryCheck(options: LibraryCheckOptions = {}): LibraryCheck {
  const settings = settingsOf(options);

  return {
    async *check(input) {
      const shelf =
        'catalogue' in input ? catalogueShelf(input, settings.sink) : subjectShelf(input);
      const ledger = createLedger();
      const wide = libraryWideChecks.map((create) => create());
      const told = (found: Found, album: About, files: number): CheckEvent[] => {
        if (!settings.kinds.has(found.kind)) return [];
        const issue = issueOf(found, album, files);
        ledger.add(issue, album, files);
        return [{ event: 'issue', issue }];
      };

      const { signal, limit = Number.POSITIVE_INFINITY } = input;
      let seen = 0;
      const inspect = settings.kinds.has('damaged-sound') ? settings.inspect : undefined;
      for await (const found of shelf.albums(signal)) {
        if (seen++ >= limit) break;
        const album = inspect ? await inspected(found, inspect) : found;
        const files = album.files.length + album.broken.length;
        ledger.enter(files);
        for (const check of albumChecks)
          for (const each of check(album, settings)) yield* told(each, album, files);
        for (const check of wide) check.add(album);
        yield { event: 'score', subject: album.id, score: ledger.scoreOf(album.id) };
        yield { event: 'album', subject: album.id, files };
      }
      if (signal?.aborted) return;
      const compared = new Set<string>();
      for (const check of wide)
        for await (const { album, of, ...found } of check.end(shelf.again)) {
          yield* told(found, { ...album, kind: 'album' }, of);
          compared.add(album.id);
        }
      for (const subject of compared)
        yield { event: 'score', subject, score: ledger.scoreOf(subject) };
      yield { event: 'health', health: ledger.health() };
    },
  };
}

type About = Pick<CheckedAlbum, 'id' | 'kind' | 'title' | 'creators'>;

function issueOf(found: Found, album: About, all: number): Issue {
  const { kind, target, field, evidence, fix } = found;
  const key = JSON.stringify([kind, album.id, target, field, evidence]);
  return {
    id: createHash('sha256').update(key).digest('hex').slice(0, 16),
    kind,
    severity: found.severity ?? kindInfo(kind).severity,
    subject: album.id,
    title: titleOf(album),
    ...(target !== undefined && { target }),
    ...(field !== undefined && { field }),
    evidence,
    files: found.files ?? (target === undefined ? all : 1),
    ...(fix && { fix }),
  };
}
