import type { Principal } from '@earmark/accounts';
import type { Clock } from '@earmark/core';
import type { Connections } from './connections.ts';
import type { Pushed } from './feed.ts';
import { grouped } from './frames.ts';

const mostBuffered = 1024 * 1024;
const heartbeatMs = 15_000;
const encoder = new TextEncoder();

/** The events as a stream for `EventSource` or `fetch`: each with its number, so that a client can go on where it was. */
export async function eventStream(
  connections: Connections,
  {
    principal,
    after,
    account,
    clock,
    signal,
  }: {
    readonly principal: Principal;
    readonly after: number | undefined;
    readonly account: string | undefined;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
): Promise<Response> {
  const ended = new AbortController();
  const { readable, controller } = byteStream(() => ended.abort());
  const end = () => {
    if (ended.signal.aborted) return;
    ended.abort();
    controller.close();
  };
  function write(text: string): void {
    if (ended.signal.aborted) return;
    controller.enqueue(encoder.encode(text));
    if ((controller.desiredSize ?? 0) >= 0) return;
    // What it has not taken is dropped with it: the client comes again, and goes on where it was.
    ended.abort();
    controller.error(new Error('too slow to keep up'));
  }

  let last = 0;
  /** A state that was held back comes after younger facts: with its number the client would go on from there, and hear these twice. */
  function rendered(event: Pushed): string {
    const data = `data: ${JSON.stringify(event)}\n\n`;
    if (event.seq <= last) return data;
    last = event.seq;
    return `id: ${event.seq}\n${data}`;
  }

  write('retry: 3000\n\n');
  const leave = await connections.open(
    principal,
    { after, account },
    {
      send(events) {
        for (const texts of grouped(events.map(rendered))) write(texts.join(''));
      },
      close: end,
    },
  );
  ended.signal.addEventListener('abort', leave, { once: true });
  signal.addEventListener('abort', end, { once: true });
  void beat(clock, ended.signal, () => write(': still here\n\n'));
  return new Response(readable, {
    headers: {
      'content-type': 'text/event-stream; charset=utf-8',
      'x-accel-buffering': 'no',
    },
  });
}

async function beat(clock: Clock, signal: AbortSignal, tell: () => void): Promise<void> {
  while (!signal.aborted) {
    await clock.sleep(heartbeatMs, signal).catch(() => undefined);
    tell();
  }
}

function byteStream(cancel: () => void) {
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const readable = new ReadableStream<Uint8Array>(
    {
      start(given) {
        controller = given;
      },
      cancel,
    },
    new ByteLengthQueuingStrategy({ highWaterMark: mostBuffered }),
  );
  if (!controller) throw new Error('a stream starts when it is made');
  return { readable, controller };
}
