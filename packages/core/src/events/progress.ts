import type { Clock, Events } from '../spec.ts';

export type Progress = Events['run-progressed'];

export interface ProgressMeter {
  done(count?: number): void;
  expect(total: number): void;
  now(): Progress;
}

const windowMs = 30_000;

/** Rate over the last half minute, so that an ETA follows what a run does now and not what it did an hour ago. */
export function createProgressMeter(clock: Clock): ProgressMeter {
  let done = 0;
  let total: number | undefined;
  const marks: { at: number; done: number }[] = [{ at: clock.monotonic(), done: 0 }];

  return {
    done(count = 1) {
      done += count;
      const at = clock.monotonic();
      const last = marks.at(-1);
      if (last && marks.length > 1 && at - last.at < 250) last.done = done;
      else marks.push({ at, done });
      while (marks.length > 2 && at - (marks[1]?.at ?? at) > windowMs) marks.shift();
    },
    expect(count) {
      total = count;
    },
    now() {
      const first = marks[0] ?? { at: 0, done: 0 };
      const seconds = (clock.monotonic() - first.at) / 1000;
      const perSecond = seconds > 0 ? (done - first.done) / seconds : 0;
      if (total === undefined) return { done, perSecond };
      // What was expected was too few: more than came is not known.
      const all = Math.max(total, done);
      const left = all - done;
      if (perSecond === 0)
        return left === 0
          ? { done, total: all, perSecond, etaMs: 0 }
          : { done, total: all, perSecond };
      return { done, total: all, perSecond, etaMs: Math.round((left / perSecond) * 1000) };
    },
  };
}
