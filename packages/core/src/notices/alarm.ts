import { startDeadline } from '../clock.ts';
import type { Clock } from '../spec.ts';

/** What a process knows to be due later, so that while it lives nobody has to ask it. */
export interface Alarm {
  set(id: string, at: number): void;
  /** Until the next `set`. */
  stop(): void;
}

export function createAlarm(clock: Clock, ring: (ids: readonly string[]) => void): Alarm {
  const times = new Map<string, number>();
  let ringsAt = Number.POSITIVE_INFINITY;
  let cancel = () => {};

  function wait(until: number): void {
    if (until >= ringsAt) return;
    cancel();
    ringsAt = until;
    cancel = startDeadline(until - clock.now(), () => {
      stop();
      const due = [...times].filter(([, at]) => at <= clock.now()).map(([id]) => id);
      for (const id of due) times.delete(id);
      if (times.size > 0) wait(Math.min(...times.values()));
      if (due.length > 0) ring(due);
    });
  }
  function stop(): void {
    cancel();
    ringsAt = Number.POSITIVE_INFINITY;
  }

  return {
    set(id, at) {
      times.set(id, at);
      wait(at);
    },
    stop,
  };
}
