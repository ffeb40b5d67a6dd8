import type { Decision, Review } from '@earmark/core';
import { cellsOf, wrap } from '../output/cells.ts';
import { addingUp, arrow, paintBand, signed } from '../output/changes.ts';
import { matchLines } from '../output/matches.ts';
import { percent } from '../output/percent.ts';
import { printable } from '../output/printable.ts';
import { sides } from '../output/sides.ts';
import { bold, cyan, dim, yellow } from '../output/style.ts';

export interface Place {
  readonly number: number;
  readonly of: number;
  readonly width: number;
}

const mostReasons = 6;

/** One question: whose, what is there now, what is proposed, and why. */
export function question(
  review: Review,
  decision: Decision | undefined,
  place: Place,
  all = false,
): string {
  const { title, field, band, confidence } = review;
  const at = `${place.number} of ${place.of}`;
  const sure = paintBand[band](`${percent(confidence)} sure`);
  return [
    '',
    wrap(`${bold(printable(title))}  ${dim(at)}`, place.width),
    wrap(`${field}, ${sure}${silence(decision)}`, place.width),
    ...comparison(review, place.width),
    ...(decision ? matchLines(decision).map((line) => wrap(line.slice(2), place.width, 6)) : []),
    ...(decision ? reasons(decision, place.width, all) : []),
    ...(review.status === 'pending' ? [] : [dim(`answered before: ${review.status}`)]),
  ].join('\n');
}

/** What goes is red, what comes is green, what stays is neither; without colours the signs say it. */
function comparison({ before, after, edited }: Review, width: number): readonly string[] {
  const shown = sides(before, edited ?? after);
  return [wrap(`  now  ${shown.before}`, width, 7), wrap(`  new  ${shown.after}`, width, 7)];
}

function reasons(decision: Decision, width: number, all: boolean): readonly string[] {
  const sorted = addingUp(decision);
  const shown = all || sorted.length <= mostReasons + 1 ? sorted : sorted.slice(0, mostReasons);
  const rest = sorted.slice(shown.length);
  const sum = rest.reduce((total, { thousandths }) => total + thousandths, 0);
  return [
    ...shown.map(({ what, thousandths, source, detail }) => {
      const who = source ? `${cyan(source)} ` : '';
      const more = detail ? dim(` (${printable(detail)})`) : '';
      return wrap(`  ${signed(thousandths)}  ${who}${printable(what)}${more}`, width, 10);
    }),
    ...(rest.length > 0
      ? [wrap(dim(`  ${signed(sum)}  ${rest.length} more reasons: r shows them`), width, 10)]
      : []),
    wrap(dim(`  =${decision.belief.toFixed(3)}  belief${meaning(decision)}`), width, 10),
  ];
}

/** What the belief is worth here: of decisions like it, so many were right. */
function meaning({ belief, confidence, uncalibrated }: Decision): string {
  if (uncalibrated || Math.abs(belief - confidence) < 0.005) return '';
  return `; of decisions like it ${percent(confidence)} were right`;
}

const silence = (decision: Decision | undefined) =>
  decision && decision.silent.length > 0
    ? yellow(`, without ${decision.silent.join(', ')}, which could not be asked`)
    : '';

/** What a bulk yes would do, before it is said. */
export function preview(reviews: readonly Review[], total: number, width: number): string {
  const lines = reviews.map(({ title, before, after, confidence }) =>
    wrap(
      `  ${percent(confidence).padStart(5)}  ${printable(title)}  ${arrow(before, after)}`,
      width,
      9,
    ),
  );
  return [
    ...lines,
    ...(total > reviews.length ? [dim(`  and ${total - reviews.length} more`)] : []),
  ].join('\n');
}

const keys = [
  ['y', 'yes'],
  ['n', 'no'],
  ['e', 'edit'],
  ['m', 'other release'],
  ['l', 'lock'],
  ['s', 'later'],
  ['b', 'back'],
  ['a', 'all from … %'],
  ['/', 'filter'],
  ['q', 'done'],
  ['?', 'help'],
] as const;

export function keyLine(width: number): string {
  const lines: string[] = [];
  let line = '';
  for (const [key, meaning] of keys) {
    const next = `${bold(key)} ${dim(meaning)}`;
    if (line !== '' && cellsOf(`${line}   ${next}`) > width) {
      lines.push(line);
      line = next;
    } else line = line === '' ? next : `${line}   ${next}`;
  }
  return [...lines, line].join('\n');
}

const meanings = [
  ['y', 'yes: it is written when you are done'],
  ['n', 'no: this value is not proposed again for this album; you may say why'],
  ['e', 'write something else instead'],
  ['m', 'this is another release: choose it, search with other words, or paste its id or address'],
  ['l', 'leave this field of this album alone for good, until it is unlocked'],
  ['s, →', 'later: it stays in the queue'],
  ['b, ←', 'back to the one before, to answer it again'],
  ['a', 'yes to all from a confidence on, within the filter'],
  ['/', 'ask only about some: words of the title, field=genre, band=manual, above=90, below=95'],
  ['r', 'all reasons'],
  ['q', 'done: what you said yes to is written'],
  ['Ctrl-C', 'leave at once: answers are kept, nothing is written yet'],
] as const;

export const help = (width: number) =>
  meanings
    .map(([key, meaning]) => wrap(`  ${bold(key.padEnd(6))}  ${meaning}`, width, 10))
    .join('\n');
