import { join, relative, resolve, sep } from 'node:path';
import { EarmarkError, type Json, parseTarget, type RunContext, toFault } from '@earmark/core';
import type { FileLibrary } from '@earmark/library';
import type { Health, InspectSound, Issue, IssueKind } from '@earmark/quality';

export interface LibraryChecking {
  /** Default: all of the library. */
  readonly path?: string;
  readonly library: FileLibrary;
  /** Default: all. */
  readonly kinds?: readonly IssueKind[];
  /** Default: all albums. */
  readonly limit?: number;
  /** Also decode all sound, which takes as long as playing it very fast. Default: only look whether it ends too early. */
  readonly decode?: boolean;
  /** Where `decode` finds it. Default: in PATH. */
  readonly ffmpeg?: string;
  /** Keep what was found, to be compared with the next check of the path. */
  readonly compare?: boolean;
  readonly onIssue: (issue: Issue) => void;
  readonly onHealth: (checked: CheckedLibrary) => void;
}
export interface CheckedLibrary {
  readonly health: Health;
  /** Since the last check of this path; left out where there was none, or too much to keep. */
  readonly since?: { readonly at: number; readonly fresh: number; readonly gone: number };
}

/** More ids than this are not kept: then runs are compared by their counts alone. */
const mostIds = 20_000;
/** What the last check of all of it is kept under; no path is called so. */
const wholeKey = '*';

/** Checks what the catalogue knows of a path, album by album, and writes its sums into the run's counts. */
export async function* checkLibrary(
  run: RunContext,
  {
    path,
    library,
    kinds,
    limit = Number.POSITIVE_INFINITY,
    compare = false,
    decode = false,
    ffmpeg,
    onIssue,
    onHealth,
  }: LibraryChecking,
): AsyncGenerator<string> {
  const { createLibraryCheck } = await import('@earmark/quality');
  const { normalizeGenre } = await import('@earmark/genres');
  const isGenre = (label: string) => normalizeGenre(label).genres.length === 1;
  const ids = new Set<string>();
  const found = new Map<string, Set<string>>();
  const events = createLibraryCheck({
    isGenre,
    inspect: await soundAt(library, run, { decode, ...(ffmpeg ? { ffmpeg } : {}) }),
    ...(kinds && { kinds }),
  }).check({
    catalogue: run.store.catalogue,
    roots: Object.keys(library.roots),
    below: belowRoot(path, library),
    signal: run.signal,
    limit,
  });
  for await (const each of events) {
    if (each.event === 'issue') {
      const { id, subject, kind } = each.issue;
      ids.add(id);
      found.set(subject, (found.get(subject) ?? new Set()).add(kind));
      onIssue(each.issue);
    } else if (each.event === 'album') yield each.subject;
    else if (each.event === 'score') {
      if (!kinds) await keepScore(run, each.subject, each.score, found.get(each.subject));
    } else {
      const since = compare ? await compared(run, path, ids) : undefined;
      count(run, each.health, since);
      onHealth({ health: each.health, ...(since && { since }) });
    }
  }
}

/** How the sound of a file is looked at: its ends, and all of it where that is wanted. */
async function soundAt(
  { roots }: FileLibrary,
  { signal, clock }: RunContext,
  { decode, ...tools }: { readonly decode: boolean; readonly ffmpeg?: string },
): Promise<InspectSound> {
  const { cutOff } = await import('@earmark/quality');
  const { decodeFault } = await import('@earmark/transcoder');
  return async (target) => {
    const { root, path } = parseTarget(target);
    const file = join(roots[root] ?? '', path);
    try {
      return (
        (await cutOff(file)) ??
        (decode ? await decodeFault(file, { ...tools, signal, clock }) : undefined)
      );
    } catch (error) {
      // It went since the scan, or cannot be read: that is told as such by the next one.
      if (toFault(error).code === 'aborted' || toFault(error).code === 'config') throw error;
      return undefined;
    }
  };
}

/** For lists. Files of no album are checked as their folder, which no list has; an album may be gone meanwhile. */
async function keepScore(
  { store }: RunContext,
  subject: string,
  score: number,
  issues: Iterable<string> = [],
): Promise<void> {
  try {
    await store.catalogue.setHealth(subject, score / 100, [...issues]);
  } catch (error) {
    if (!EarmarkError.is(error, 'not-found')) throw error;
  }
}

function count(run: RunContext, health: Health, since: CheckedLibrary['since']): void {
  run.count('health', health.score);
  run.count(
    'issues',
    Object.values(health.counts).reduce((sum, each) => sum + each, 0),
  );
  for (const [kind, issues] of Object.entries(health.counts)) run.count(`issues:${kind}`, issues);
  if (!since) return;
  run.count('issues-new', since.fresh);
  run.count('issues-gone', since.gone);
}

async function compared(
  run: RunContext,
  path: string | undefined,
  ids: ReadonlySet<string>,
): Promise<CheckedLibrary['since']> {
  const { compareIssues } = await import('@earmark/quality');
  const state = run.store.state('quality');
  const key = path === undefined ? wholeKey : resolve(path);
  const before = lastCheck(await state.get(key));
  await state.set(key, ids.size > mostIds ? null : { at: run.clock.now(), ids: [...ids] });
  if (!before || ids.size > mostIds) return undefined;
  const { fresh, gone } = compareIssues(before.ids, ids);
  return { at: before.at, fresh: fresh.length, gone: gone.length };
}

function lastCheck(kept: Json | undefined) {
  if (typeof kept !== 'object' || kept === null || !('ids' in kept)) return undefined;
  return kept as { readonly at: number; readonly ids: readonly string[] };
}

/** The path as the catalogue has it: relative to its root, with `/`. */
function belowRoot(path: string | undefined, { roots }: Pick<FileLibrary, 'roots'>): string {
  if (path === undefined) return '';
  for (const root of Object.values(roots)) {
    const below = relative(resolve(root), resolve(path));
    if (below !== '..' && !below.startsWith(`..${sep}`)) return below.split(sep).join('/');
  }
  return '';
}
