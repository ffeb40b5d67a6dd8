import type { Output } from './output.ts';
import { bar, duration } from './progress.ts';

export interface BuildStep {
  readonly dump: string;
  readonly bytes: number;
  readonly totalBytes: number;
  readonly records: number;
}

const dataEveryMs = 1_000;

/** Draws how far a build is, with its rate and what is left; with `--json` a line a second. */
export function showBuild(out: Output, now: () => number = () => performance.now()) {
  let first: { readonly at: number; readonly bytes: number; readonly records: number } | undefined;
  let told = Number.NEGATIVE_INFINITY;
  return ({ dump, bytes, totalBytes, records }: BuildStep): void => {
    const at = now();
    // What an earlier build had done went by in no time, and says nothing of the rate.
    first ??= { at, bytes, records };
    const seconds = (at - first.at) / 1000;
    const perSecond = seconds > 0 ? Math.round((records - first.records) / seconds) : 0;
    const left =
      bytes > first.bytes ? ((totalBytes - bytes) / (bytes - first.bytes)) * seconds : undefined;
    const etaMs = left === undefined ? undefined : Math.round(left * 1000);
    const parts = [
      `${bar(bytes / Math.max(1, totalBytes))} ${dump}`,
      `${records.toLocaleString('en')} records`,
      `${perSecond.toLocaleString('en')}/s`,
      ...(etaMs === undefined ? [] : [`${duration(etaMs)} left`]),
    ];
    out.draw(parts.join('  '));
    if (at - told < dataEveryMs) return;
    told = at;
    out.data({
      event: 'index-progressed',
      dump,
      bytes,
      totalBytes,
      records,
      perSecond,
      ...(etaMs === undefined ? {} : { etaMs }),
    });
  };
}
