import type { KnownRates, Prediction, SourceRate } from '@earmark/standard';
import type { Output } from '../output/output.ts';
import { percent } from '../output/percent.ts';
import { bar } from '../output/progress.ts';
import { bold, dim, yellow } from '../output/style.ts';
import { table } from '../output/table.ts';

export function sayPrediction({ rates, any }: Prediction, all: number, out: Output): void {
  out.data({ event: 'prediction', asked: true, albums: any.asked, of: all, sources: rates, any });
  out.say(`\n${bold('predicted match rate')}  ${dim(`${any.asked} of ${all} albums asked about`)}`);
  const rows = [...rates, ...(rates.length > 1 ? [any] : [])];
  const count = (key: 'asked' | 'auto' | 'review' | 'below' | 'nothing' | 'silent') => ({
    title: titles[key],
    value: (row: SourceRate) => String(row[key]),
    align: 'right' as const,
  });
  out.say(
    table(
      rows,
      [
        { title: 'source', value: ({ source }) => source },
        count('asked'),
        count('auto'),
        count('review'),
        count('below'),
        count('nothing'),
        count('silent'),
        {
          title: 'matched',
          value: (row) => (answered(row) === 0 ? '' : percent(share(row))),
          align: 'right',
        },
        { title: '', value: (row) => bar(share(row), 16) },
      ],
      out.width,
    ),
  );
  if (any.asked > 0 && answered(any) > 0) {
    const { from, to } = range(any.auto + any.review, answered(any));
    const extent =
      any.asked >= all
        ? 'These are all albums.'
        : `${percent(from)} to ${percent(to)} of the whole library will probably match (95 of 100 such samples say so).`;
    out.say(dim(extent));
  }
  if (any.silent > 0 || rates.some(({ silent }) => silent > 0))
    out.say(yellow('Silent sources are left out of the rates.'));
}

const titles = {
  asked: 'asked',
  auto: 'sure',
  review: 'likely',
  below: 'doubtful',
  nothing: 'unknown',
  silent: 'silent',
} as const;

const answered = ({ asked, silent }: SourceRate) => asked - silent;
const share = (row: SourceRate) =>
  answered(row) === 0 ? 0 : (row.auto + row.review) / answered(row);

/** Wilson's interval: honest for small samples too. */
export function range(hits: number, of: number): { readonly from: number; readonly to: number } {
  const z = 1.96;
  const part = hits / of;
  const middle = (part + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half =
    (z * Math.sqrt((part * (1 - part)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { from: Math.max(0, middle - half), to: Math.min(1, middle + half) };
}

export function sayKnown(known: KnownRates, all: number, out: Output): void {
  out.data({ event: 'prediction', asked: false, of: all, ...known });
  const { decided, auto, review, manual, sources } = known;
  if (decided === 0) {
    out.say(dim('\nno match rates yet. To ask about a sample: --predict'));
    return;
  }
  out.say(`\n${bold('decided before')}  ${decided} of ${all} albums`);
  for (const [name, count] of [
    ['written unasked', auto],
    ['for review', review],
    ['for an answer', manual],
  ] as const)
    out.say(
      `  ${name.padEnd(16)} ${bar(count / decided, 16)} ${percent(count / decided).padStart(5)}`,
    );
  for (const { source, spoke, silent } of sources)
    out.say(
      dim(`  ${source} had a word in ${spoke}${silent > 0 ? `, was silent in ${silent}` : ''}`),
    );
  if (decided < all)
    out.say(dim(`of the other ${all - decided} nothing is known: --predict asks about a sample`));
}
