import { Worker } from 'node:worker_threads';
import { EarmarkError } from '@earmark/core';
import type { CalendarWindow, Occurrence } from './occurrence.ts';

const longestMs = 2000;
const largestBytes = 5 * 1024 * 1024;
const mostMemoryMb = 256;

interface Answer {
  readonly occurrences?: readonly Occurrence[];
  readonly fault?: string;
}

/** Reads a calendar in a thread that is killed when it takes too long: a rule can be written that never ends. Throws `malformed`. */
export async function parseCalendar(
  text: string,
  window: CalendarWindow,
): Promise<readonly Occurrence[]> {
  if (text.length > largestBytes) throw malformed('it is larger than 5 MB');
  const { occurrences, fault } = await inThread(text, window);
  return occurrences ?? Promise.reject(malformed(fault ?? 'its reader ended'));
}

function inThread(text: string, window: CalendarWindow): Promise<Answer> {
  const worker = new Worker(new URL(import.meta.resolve('@earmark/accounts/calendar-worker')), {
    workerData: { text, window },
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  });
  return new Promise<Answer>((resolve) => {
    const late = setTimeout(
      () => resolve({ fault: 'it takes longer than two seconds to read' }),
      longestMs,
    );
    worker.once('message', (answer: Answer) => resolve(answer));
    worker.once('error', (error) => resolve({ fault: error.message }));
    worker.once('exit', () => {
      clearTimeout(late);
      resolve({});
    });
  }).finally(() => worker.terminate());
}

const malformed = (why: string) =>
  new EarmarkError('malformed', `The calendar cannot be read: ${why}.`);
