import { parentPort, workerData } from 'node:worker_threads';
import type { CalendarWindow } from './occurrence.ts';
import { occurrencesIn } from './occurrences.ts';

const { text, window } = workerData as { readonly text: string; readonly window: CalendarWindow };

try {
  parentPort?.postMessage({ occurrences: occurrencesIn(text, window) });
} catch (error) {
  parentPort?.postMessage({ fault: error instanceof Error ? error.message : String(error) });
}
