import { EarmarkError, toFault } from '@earmark/spec';
import { systemClock } from '../clock.ts';
import type { Records } from '../ports.ts';
import type { Clock, Fault } from '../spec.ts';
import type { Schedule, Slot } from './schedule.ts';
import { takeSlot } from './take-slot.ts';

export type ScheduleEvent =
  | { readonly what: 'schedule-started'; readonly key: string; readonly slot: Slot }
  /** It could not be started, or not be understood; it is tried again within a minute. */
  | { readonly what: 'schedule-failed'; readonly key: string; readonly fault: Fault };

export interface SchedulesOptions {
  /** What all machines share. */
  readonly records: Records;
  /** Asked again each time, so that what a person changes holds within a minute. */
  readonly schedules: () => Promise<readonly Schedule[]>;
  /**
   * Starts one slot: best adds a job whose key is the schedule's, so that one that still goes on is not stacked.
   * Called once over all machines; a machine that dies in it leaves it to another one, which calls it again.
   */
  readonly start: (schedule: Schedule, slot: Slot) => Promise<void>;
  readonly onEvent?: (event: ScheduleEvent) => void;
  readonly clock?: Clock;
}
export interface Schedules {
  /** Rejects where something else than one schedule fails for good. */
  readonly done: Promise<void>;
  stop(): Promise<void>;
}

const longestSleepMs = 60_000;

/** Starts what is due, on whichever of the machines that call this; a slot that all of them missed comes once. */
export function startSchedules(options: SchedulesOptions): Schedules {
  const { records, start, onEvent = () => undefined, clock = systemClock } = options;
  const stopping = new AbortController();

  /** When to look at it again. */
  async function look(schedule: Schedule): Promise<number> {
    const { key } = schedule;
    try {
      return await takeSlot(records, schedule, clock.now(), async (slot) => {
        await start(schedule, slot);
        onEvent({ what: 'schedule-started', key, slot });
      });
    } catch (error) {
      onEvent({ what: 'schedule-failed', key, fault: toFault(error) });
      return clock.now() + longestSleepMs;
    }
  }

  async function work(): Promise<void> {
    while (!stopping.signal.aborted) {
      let next = clock.now() + longestSleepMs;
      try {
        for (const schedule of await options.schedules()) {
          if (stopping.signal.aborted) return;
          next = Math.min(next, await look(schedule));
        }
      } catch (error) {
        if (!EarmarkError.is(error, 'network')) throw error;
      }
      // Not at once again: the quicker machine is still at it.
      const waitMs = Math.max(next - clock.now(), 100);
      await clock.sleep(waitMs, stopping.signal).catch(() => undefined);
    }
  }

  const done = work();
  done.catch(() => undefined);
  return {
    done,
    async stop() {
      stopping.abort();
      await done;
    },
  };
}
