import {
  albums,
  apply,
  type Decision,
  decide,
  EarmarkError,
  enrich,
  type Run,
  type RunResult,
  reviewed,
} from '@earmark/core';
import { ended, exitCodeOf } from '../exit.ts';
import { matchesWish, parseAlbumWishes } from '../host/albums-option.ts';
import { assertSources } from '../host/assert-sources.ts';
import { type Host, withHost } from '../host/host.ts';
import { libraryAt } from '../host/library.ts';
import { adoptSnapshot } from '../host/snapshot.ts';
import { sayAsked } from '../output/asked.ts';
import { decisionLines, reasonLines } from '../output/changes.ts';
import { bold, dim } from '../output/style.ts';
import { queueAlbums } from '../queue/queue-albums.ts';
import { type QueueFlags, queueFlags } from '../queue/wish.ts';
import { partFrom } from '../review/filter.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

export interface TagOptions extends QueueFlags {
  readonly shared?: boolean;
  readonly queue?: boolean;
  readonly dryRun?: boolean;
  readonly confidence?: string;
  readonly album?: readonly string[];
  readonly sample?: string;
  readonly limit?: string;
  readonly sources?: string;
  readonly changesOnly?: boolean;
  readonly reasons?: boolean;
}

export const defineTag: DefineCommand = (tagging, session) => {
  tagging
    .argument('<path>', 'a folder or one file', (text: string) => typedPath(text, session.io))
    .option('--dry-run', 'plan everything, change nothing')
    .option('--confidence <percent>', 'write from this confidence on (default: 95)')
    .option(
      '--album <words...>',
      '"Artist,Album", or artist="A, B" album="C", or a glob on the folder; repeatable',
    )
    .option('--sample <n>', 'only the first n albums, to see what it would do')
    .option('--limit <n>', 'the same as --sample')
    .option('--sources <names>', 'ask only these, by comma')
    .option('--shared', 'several machines work here: a lock for each file instead of one for all')
    .option('--queue', 'put the albums into the queue instead, for `earmark worker`')
    .option('--changes-only', 'show only what changes')
    .option('--reasons', 'show why')
    .addHelpText(
      'after',
      `
Examples:
  earmark tag /music --dry-run --sample 10
  earmark tag /music --album "100 gecs,10,000 gecs"
  earmark tag /music --album "Tyler, The Creator,Igor"
  earmark tag /music --album artist="Tyler, The Creator" album="Igor"
  earmark tag /music --album "Bj*rk/**" --sources musicbrainz,discogs`,
    )
    .action(async (path: string, options: TagOptions, command) => {
      session.code = await withHost(
        session.globals(command),
        (host) => tag(host, path, options),
        (composed) => (options.shared ? { ...composed, leases: 'target' } : composed),
      );
    });
  queueFlags(tagging);
};

export async function tag(
  host: Host,
  path: string,
  options: TagOptions,
  resume?: string,
): Promise<number> {
  const { earmark, out, roots } = host;
  const wishes = parseAlbumWishes(options.album ?? []);
  const only = wishes.flatMap((wish) => ('glob' in wish ? [wish.glob] : []));
  const library = libraryAt({ path, roots, only });
  const chosen = albums(library, {
    ...(only.length === wishes.length ? {} : { where: (subject) => matchesWish(subject, wishes) }),
    ...limitOf(options),
  });
  if (options.queue) return queueAlbums(host, chosen, options);
  const sources = chosenSources(options.sources, host);
  const bands = options.confidence === undefined ? {} : { bands: bandsFrom(options.confidence) };
  const request = { command: 'tag', path, options: { ...options } };
  await adoptSnapshot(host, path);
  const first = options.dryRun ? undefined : await writeReviewed(host);
  if (first && first.outcome !== 'completed') return exitCodeOf(first);
  sayAsked(earmark, sources, out);

  const result = await host.run(
    chosen
      .pipe(enrich(sources ? { sources } : {}))
      .pipe(decide(bands))
      .pipe(apply({ dryRun: options.dryRun === true })),
    resume === undefined ? { request } : { request, resume },
    (run) => showDecisions(run, options, host),
  );

  const {
    subjects = 0,
    planned = 0,
    applied = 0,
    queued = 0,
    failed = 0,
    unchanged = 0,
    skipped = 0,
    resumed = 0,
    undecided = 0,
    review = 0,
    manual = 0,
  } = result.counts;
  const before = resumed > 0 ? `, ${resumed} finished before` : '';
  const silence =
    undecided > 0 ? `, ${undecided} undecided as a source was silent: run it again` : '';
  const others = skipped > 0 ? `, ${skipped} in other hands` : '';
  out.say('');
  if (options.dryRun)
    out.say(
      `${bold('Dry run')}: ${subjects} albums${before}, ${planned} files would change, ${review + manual - undecided} decisions would wait for you, ${unchanged} already right${silence}. Nothing was written.`,
    );
  else {
    out.say(
      `${subjects} albums${before}: ${applied} files written, ${queued} decisions for review, ${unchanged} already right${others}, ${failed} failed${silence}.`,
    );
    if (applied > 0) out.say(dim(`back with: earmark undo ${result.run}`));
    if ((await earmark.reviews.count({ status: 'pending' })) > 0)
      out.say(dim('what it was not sure of: earmark review'));
  }
  if (result.outcome === 'stopped') out.say(dim(`go on with: earmark runs resume ${result.run}`));
  return subjects === 0 && result.outcome === 'completed' && wishes.length > 0
    ? noAlbum(options, host)
    : Math.max(exitCodeOf(result), first ? exitCodeOf(first) : 0);
}

/** Answers that people gave since are written first, by a run of their own. */
async function writeReviewed({ earmark, follow }: Host): Promise<RunResult | undefined> {
  const waiting = await Promise.all(
    (['accepted', 'edited'] as const).map((status) => earmark.reviews.count({ status })),
  );
  if (waiting.every((count) => count === 0)) return undefined;
  return follow(earmark.run(reviewed().pipe(apply())));
}

function showDecisions(run: Run, { changesOnly, reasons }: TagOptions, { out }: Host): void {
  run.on('decision-made', ({ decision, title }) => {
    if (changesOnly && !changes(decision)) return;
    out.say(decisionLines(title, decision));
    if (reasons) out.say(reasonLines(decision));
  });
}

const changes = ({ band, belief }: Decision) => band !== 'unchanged' && belief > 0;

function chosenSources(wanted: string | undefined, host: Host): readonly string[] | undefined {
  const there = host.earmark.plugins
    .filter(({ kind }) => kind === 'source')
    .map(({ name }) => name);
  assertSources(host);
  if (wanted === undefined) return undefined;
  const names = wanted.split(',').map((name) => name.trim());
  for (const name of names) {
    if (!there.includes(name))
      throw new EarmarkError(
        'config',
        `there is no source ${name}; there are ${there.join(', ') || 'none'}`,
      );
  }
  return names;
}

function bandsFrom(text: string) {
  const auto = partFrom('--confidence', text);
  if (auto === 0) throw new EarmarkError('config', '--confidence 0 would write whatever is said');
  return { auto, review: Math.min(0.8, auto) };
}

function limitOf({ sample, limit }: TagOptions): { readonly limit?: number } {
  if (sample !== undefined) return { limit: wholeNumber('--sample', sample, 1) };
  return limit === undefined ? {} : { limit: wholeNumber('--limit', limit, 1) };
}

export function wholeNumber(flag: string, text: string, least: number): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= least) return number;
  throw new EarmarkError('config', `${flag} is a whole number from ${least}, not ${text}`);
}

function noAlbum({ album = [] }: TagOptions, { out }: Host): number {
  out.complain(`earmark: no album matches ${album.join(' ')}`);
  return ended.failed;
}
