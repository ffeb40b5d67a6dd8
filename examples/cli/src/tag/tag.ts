import type { Decision, Run, RunResult } from '@earmark/core';
import { ended, exitCodeOf } from '../exit.ts';
import { assertSources } from '../host/assert-sources.ts';
import type { Host } from '../host/host.ts';
import { adoptSnapshot } from '../host/snapshot.ts';
import { sayAsked } from '../output/asked.ts';
import { decisionLines, reasonLines } from '../output/changes.ts';
import { notesOf } from '../output/plan-notes.ts';
import { dim } from '../output/style.ts';
import { sayTagged } from './summary.ts';

/** What is shown of a run of `tag`; none of it changes what the run does. */
export interface TagView {
  readonly changesOnly?: boolean;
  readonly reasons?: boolean;
  /** The version of ID3v2 that was asked for: a resume has to be told again. */
  readonly id3?: string;
}

/** What the recipe gets. */
export type TagRequest = {
  readonly path: string;
  readonly dryRun?: boolean;
  readonly album?: readonly string[];
  readonly limit?: number;
  readonly sources?: readonly string[];
  readonly fields?: readonly string[];
  readonly confidence?: number;
};

/** Each asks, decides, writes what is certain and queues the rest: fields, covers, books, or the files beside them. */
export type Deciding = 'tag' | 'covers' | 'books-tag' | 'books-sidecars';

export async function tag(
  host: Host,
  request: TagRequest,
  view: TagView,
  recipe: Deciding = 'tag',
): Promise<number> {
  const { earmark, out } = host;
  assertSources(host);
  await adoptSnapshot(host, request.path);
  const first = request.dryRun ? undefined : await writeReviewed(host);
  if (first && first.outcome !== 'completed') return exitCodeOf(first);
  let notes: () => readonly string[] = () => [];
  const result = await host.start(recipe, request, (run) => {
    sayAsked(earmark, request.sources, out);
    showDecisions(run, view, host);
    notes = notesOf(run);
  });
  const code = await tagged(host, request, result, view.id3);
  for (const note of notes()) out.say(dim(note));
  return Math.max(code, first ? exitCodeOf(first) : 0);
}

/** Says how a run of `tag` ended, also one that was resumed, and gives its exit code. */
export async function tagged(
  host: Host,
  request: TagRequest,
  result: RunResult,
  id3?: string,
): Promise<number> {
  const { out } = host;
  const { subjects = 0 } = result.counts;
  if (subjects > 0 || result.outcome !== 'completed') {
    await sayTagged(host, request.dryRun === true, result, id3);
    return exitCodeOf(result);
  }
  const { path, album = [] } = request;
  out.complain(
    album.length > 0
      ? `earmark: no album matches ${album.join(' ')}`
      : `earmark: ${path} holds no media files`,
  );
  return ended.failed;
}

export function showDecisions(run: Run, { changesOnly, reasons }: TagView, { out }: Host): void {
  run.on('decision-made', ({ decision, title }) => {
    if (changesOnly && !changes(decision)) return;
    out.tell(decisionLines(title, decision));
    if (reasons) out.tell(reasonLines(decision));
  });
}

const changes = ({ band, belief }: Decision) => band !== 'unchanged' && belief > 0;

/** Answers that people gave since are written first, by a run of their own. */
async function writeReviewed({ earmark, start }: Host): Promise<RunResult | undefined> {
  const waiting = await Promise.all(
    (['accepted', 'edited'] as const).map((status) => earmark.reviews.count({ status })),
  );
  return waiting.every((count) => count === 0) ? undefined : start('reviewed', {});
}
