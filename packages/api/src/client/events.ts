import { ApiError } from './api-error.ts';
import type { Client } from './client.ts';
import { readServerSentEvents } from './server-sent-events.ts';
import type { Event } from './types.ts';

/** The log no longer reaches back to what was seen last: read again what is shown. */
export interface Resync {
  readonly event: 'resync';
  readonly seq: number;
}
export interface EventsOptions {
  /** The last number that was seen; without it only what happens from now on. */
  readonly after?: number;
  readonly signal?: AbortSignal;
  /** Before the next try after the connection broke. Default 3,000. */
  readonly retryMs?: number;
  /** Told each time that the connection broke. */
  readonly onBroken?: (error: unknown) => void;
}

/** What happens, without gaps: after a broken connection it goes on where it was. Ends with the signal, throws where it is refused. */
export async function* events(
  client: Client,
  options: EventsOptions = {},
): AsyncGenerator<Event | Resync, void, undefined> {
  const { signal, retryMs = 3000, onBroken } = options;
  let { after } = options;
  while (!signal?.aborted) {
    try {
      const response = await client.respond('GET /api/events', {
        query: { after },
        ...(signal ? { signal } : {}),
      });
      if (!response.body) return;
      for await (const { data } of readServerSentEvents(response.body)) {
        const event = JSON.parse(data) as Event | Resync;
        after = Math.max(after ?? 0, event.seq);
        yield event;
      }
    } catch (error) {
      if (signal?.aborted) return;
      if (error instanceof ApiError && error.status < 500 && error.status !== 429) throw error;
      onBroken?.(error);
    }
    await pause(retryMs, signal);
  }
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    if (signal?.aborted) return resolve();
    const handle = setTimeout(resolve, ms);
    signal?.addEventListener(
      'abort',
      () => {
        clearTimeout(handle);
        resolve();
      },
      { once: true },
    );
  });
}
