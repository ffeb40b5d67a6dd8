import { EarmarkError } from '@earmark/spec';

interface Flight<T> {
  readonly answer: Promise<T>;
  readonly stop: AbortController;
  waiting: number;
}
export interface Flights<T> {
  /** Starts what nobody is doing yet, else waits for who does. It is stopped when nobody waits for it any more. */
  join(
    key: string,
    signal: AbortSignal,
    start: (signal: AbortSignal) => Promise<T>,
  ): Promise<{ readonly value: T; readonly joined: boolean }>;
}

export function createFlights<T>(): Flights<T> {
  const flights = new Map<string, Flight<T>>();

  return {
    async join(key, signal, start) {
      const known = flights.get(key);
      const flight = known ?? takeOff(start);
      if (known === undefined) {
        flights.set(key, flight);
        const land = () => {
          if (flights.get(key) === flight) flights.delete(key);
        };
        flight.answer.then(land, land);
      }
      flight.waiting += 1;
      try {
        return { value: await orAborted(flight.answer, signal), joined: known !== undefined };
      } finally {
        flight.waiting -= 1;
        if (flight.waiting === 0) {
          if (flights.get(key) === flight) flights.delete(key);
          flight.stop.abort();
        }
      }
    },
  };
}

function takeOff<T>(start: (signal: AbortSignal) => Promise<T>): Flight<T> {
  const stop = new AbortController();
  return { answer: start(stop.signal), stop, waiting: 0 };
}

/** The promise's outcome, or `aborted` as soon as the signal says so. */
export async function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const onAbort = () => stopped.reject(new EarmarkError('aborted', 'stopped by the caller'));
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([stopped.promise, promise]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
