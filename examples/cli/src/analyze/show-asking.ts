import { type Clock, type Subject, titleOf } from '@earmark/core';
import type { Output } from '../output/output.ts';
import { printable } from '../output/printable.ts';
import { progressLine } from '../output/progress.ts';

/** Draws how many albums of a sample were asked about, with the rate and what is left. */
export function showAsking(total: number, clock: Clock, out: Output) {
  const began = clock.monotonic();
  let done = 0;
  return (subject: Pick<Subject, 'title' | 'creators'>): void => {
    done += 1;
    const seconds = (clock.monotonic() - began) / 1000;
    const perSecond = seconds > 0 ? done / seconds : 0;
    const etaMs = perSecond > 0 ? ((total - done) / perSecond) * 1000 : undefined;
    const line = progressLine({
      done,
      total,
      perSecond,
      ...(etaMs === undefined ? {} : { etaMs }),
    });
    out.draw(done < total ? `asking  ${line}  ${printable(titleOf(subject))}` : '');
  };
}
