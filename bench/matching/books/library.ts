import type { Query } from '@earmark/core';
import type { Random } from '../world/random.ts';
import type { Recording } from './world.ts';

/** A recording as somebody has it: named by folders, tags and release sites, often without much. */
export function onShelf(random: Random, recording: Recording): Query {
  const { book, narrators, seconds, language, nature, asin } = recording;
  const isKnown = (share: number) => random.chance(share);
  const query: Query = {
    kind: 'book',
    title: titleFor(random, recording),
    creators: book.authors
      .slice(0, isKnown(0.85) ? undefined : 1)
      .map((name) => nameFor(random, name)),
    durationSeconds: Math.round(seconds * (1 + (random.next() - 0.5) * 0.004)),
    ...(isKnown(0.5) ? { narrators } : {}),
    ...(isKnown(0.3) ? { language } : {}),
    ...(isKnown(0.2) ? { ids: { asin } } : {}),
    ...(book.series && isKnown(0.4)
      ? { series: [{ name: book.series.name, sequence: String(book.series.part) }] }
      : {}),
  };
  if (isKnown(0.9) || nature !== undefined) return query;
  const { durationSeconds: _, ...without } = query;
  return without;
}

function titleFor(random: Random, { book, nature, narrators }: Recording): string {
  const { title, subtitle, series, authors } = book;
  const part = series?.part ?? 1;
  const marks = {
    dramatised: ' [Dramatized]',
    abridged: ' (Abridged)',
    summary: ' - Summary',
    omnibus: ' Trilogy',
    part: ' Part 1',
    sample: ' (Sample)',
  };
  const forms = [
    title,
    title,
    `${title} (Unabridged)`,
    subtitle ? `${title}: ${subtitle}` : `${title}: A Novel`,
    `${authors[0]} - ${title}`,
    `${title} by ${authors[0]}`,
    `${title} {${narrators[0]}}`,
    `${title} [m4b]`,
    `${book.year} - ${title}`,
    ...(series
      ? [
          `Vol ${part} - ${title}`,
          `${series.name} ${String(part).padStart(2, '0')} - ${title}`,
          `${title} (${series.name}, Book ${part})`,
          `${title}: ${series.name} #${part}`,
        ]
      : []),
  ];
  return `${random.pick(forms)}${nature ? marks[nature] : ''}`;
}

function nameFor(random: Random, name: string): string {
  const words = name.split(' ');
  const last = words.at(-1) ?? name;
  const first = words.slice(0, -1);
  return random.pick([
    name,
    name,
    name,
    `${last}, ${first.join(' ')}`,
    `${first.map((word) => `${word[0]}.`).join(' ')} ${last}`,
  ]);
}
