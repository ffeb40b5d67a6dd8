import {
  type ChosenRelease,
  type Earmark,
  EarmarkError,
  type Review,
  wholeOf,
} from '@earmark/core';
import { askForRelease } from '../match/ask-for-release.ts';
import { values } from '../output/changes.ts';
import { percent } from '../output/percent.ts';
import { printable } from '../output/printable.ts';
import { dim, green, red, yellow } from '../output/style.ts';
import { help, keyLine, preview, question } from './draw.ts';
import { type Narrowing, parseNarrowing, partFrom, showNarrowing } from './filter.ts';
import { split } from './split.ts';
import type { Terminal } from './terminal.ts';

export interface ReviewEnd {
  /** There is something to write. */
  readonly accepted: boolean;
  /** Ctrl-C: the person wants out, at once. */
  readonly interrupted: boolean;
  /** Albums that were given another release: the next run decides about them again. */
  readonly matched: readonly string[];
}

type Saying =
  | { readonly status: 'accepted' }
  | { readonly status: 'edited'; readonly edited: readonly string[] }
  | { readonly status: 'rejected'; readonly reason?: string }
  | { readonly status: 'locked' }
  | ({ readonly status: 'matched' } & ChosenRelease);

const previewed = 8;

/** One decision after the other, most confident first. The last answer is held back until the next one, so that `b` takes it back whole. */
export async function reviewInteractively(
  earmark: Pick<Earmark, 'reviews' | 'store' | 'plugins' | 'findReleases'>,
  terminal: Terminal,
  by: string,
  start: Narrowing = {},
): Promise<ReviewEnd> {
  const { reviews, store } = earmark;
  const { journal } = await store();
  const matched = new Set<string>();
  let filter = start;
  let queue = await waiting();
  let at = 0;
  let accepted = false;
  let held: { readonly review: Review; readonly saying: Saying } | undefined;

  async function waiting(): Promise<Review[]> {
    return [...(await reviews.list({ ...filter, status: 'pending' }))];
  }

  async function keep(): Promise<void> {
    if (!held) return;
    const { review, saying } = held;
    held = undefined;
    try {
      if (saying.status === 'matched') await keepMatch(review, saying);
      else if (saying.status === 'locked') await reviews.lock(review.subject, review.field, by);
      else await reviews.answer(review.decision, { ...saying, by });
      if (saying.status === 'accepted' || saying.status === 'edited') accepted = true;
    } catch (error) {
      // Another process has answered or replaced it meanwhile: the others still want an answer.
      if (!EarmarkError.is(error, 'conflict')) throw error;
      terminal.say(yellow(`  ${printable(error.message)}`));
    }
  }

  async function keepMatch({ subject }: Review, { source, id }: ChosenRelease): Promise<void> {
    const album = wholeOf(subject);
    await reviews.pin(album, source, id);
    matched.add(album);
  }

  async function answer(review: Review, saying: Saying): Promise<void> {
    await keep();
    held = { review, saying };
    terminal.say(said(saying));
    at += 1;
  }

  async function act(key: string, review: Review): Promise<void> {
    if (key === 'y') await answer(review, { status: 'accepted' });
    else if (key === 'l') await answer(review, { status: 'locked' });
    else if (key === 's' || key === 'right') {
      terminal.say(dim('  later'));
      at += 1;
    } else if (key === 'b' || key === 'left') await back();
    else if (key === 'n') {
      const reason = await terminal.ask('Why not? (Enter: no reason, Escape: back)');
      if (reason !== undefined)
        await answer(review, {
          status: 'rejected',
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        });
    } else if (key === 'e') {
      const typed = await terminal.ask(
        `${review.field}, several separated by ; (Escape: back)`,
        (review.edited ?? review.after).join('; '),
      );
      const edited = split(typed ?? '');
      if (edited.length > 0) await answer(review, { status: 'edited', edited });
    } else if (key === 'm') {
      const chosen = await askForRelease(earmark, terminal, wholeOf(review.subject));
      if (chosen) await answer(review, { status: 'matched', ...chosen });
    } else if (key === 'a') await acceptFrom(review.confidence);
    else if (key === '/') await narrow();
    else if (key === '?') terminal.say(help(terminal.width));
  }

  async function back(): Promise<void> {
    if (at === 0) {
      terminal.say(dim('  this is the first one'));
      return;
    }
    at -= 1;
    const before = queue[at];
    if (held && held.review.decision === before?.decision) held = undefined;
    else await keep();
    const now = before && (await reviews.get(before.decision));
    if (now) queue[at] = now;
  }

  async function acceptFrom(confidence: number): Promise<void> {
    await keep();
    const proposed = String(Math.floor(confidence * 100));
    const typed = await terminal.ask(
      `Yes to all from which confidence on, in percent? (Enter: ${proposed}, Escape: back)`,
    );
    if (typed === undefined) return;
    const least = partFrom('The confidence', typed.trim() === '' ? proposed : typed);
    const those = { ...filter, minConfidence: Math.max(least, filter.minConfidence ?? 0) };
    const total = await reviews.count({ ...those, status: 'pending' });
    const first = await reviews.list({ ...those, status: 'pending', limit: previewed });
    if (total === 0) {
      terminal.say(yellow(`  nothing waits from ${percent(least)} on`));
      return;
    }
    terminal.say(preview(first, total, terminal.width));
    terminal.say(`Yes to ${total === 1 ? 'this one' : `all ${total}`}? y / n`);
    if ((await terminal.key()) !== 'y') {
      terminal.say(dim('  nothing was accepted'));
      return;
    }
    const done = await reviews.acceptAll(those, by);
    if (done.length > 0) accepted = true;
    terminal.say(green(`  ${done.length} accepted`));
    queue = await waiting();
    at = 0;
  }

  async function narrow(): Promise<void> {
    await keep();
    const typed = await terminal.ask(
      'Which? Words of the title, field=genre, band=manual, above=90, below=95 (empty: all)',
      showNarrowing(filter),
    );
    if (typed === undefined) return;
    filter = parseNarrowing(typed);
    queue = await waiting();
    at = 0;
    if (queue.length === 0) {
      terminal.say(yellow(`  nothing waits for ${showNarrowing(filter)}: back to all`));
      filter = {};
      queue = await waiting();
    }
  }

  let all = false;
  while (queue.length > 0) {
    const { width } = terminal;
    const review = queue[at];
    if (review) {
      const record = await journal.decision(review.decision);
      const place = { number: at + 1, of: queue.length, width };
      terminal.say(question(review, record?.decision, place, all));
      terminal.say(keyLine(width));
    } else terminal.say('\nThat was the last one.   b back   q done');
    const key = await known(review ? keys : atTheEnd);
    if (leaving.has(key)) {
      await keep();
      return { accepted, interrupted: key === 'interrupt', matched: [...matched] };
    }
    all = key === 'r';
    try {
      if (review) await act(key, review);
      else await back();
    } catch (error) {
      if (!EarmarkError.is(error, 'config', 'not-found')) throw error;
      terminal.say(red(`  ${printable(error.message)}`));
    }
  }
  terminal.say('Nothing waits for you.');
  return { accepted, interrupted: false, matched: [...matched] };

  /** Other keys say nothing, and nothing is said to them. */
  async function known(wanted: ReadonlySet<string>): Promise<string> {
    for (;;) {
      const key = await terminal.key();
      if (wanted.has(key)) return key;
    }
  }
}

const leaving: ReadonlySet<string> = new Set(['interrupt', 'escape', 'q']);
const atTheEnd: ReadonlySet<string> = new Set([...leaving, 'b', 'left']);
const keys: ReadonlySet<string> = new Set([
  ...leaving,
  ...['y', 'n', 'e', 'l', 's', 'right', 'b', 'left', 'm', 'a', '/', 'r', '?'],
]);

function said(saying: Saying): string {
  if (saying.status === 'accepted') return green('  yes');
  if (saying.status === 'edited') return green(`  ${values(saying.edited)} instead`);
  if (saying.status === 'matched')
    return green(`  it is ${saying.source} ${printable(saying.id)}: decided again by the next run`);
  if (saying.status === 'locked') return yellow('  locked: left alone from now on');
  return red(saying.reason ? `  no: ${printable(saying.reason)}` : '  no');
}
