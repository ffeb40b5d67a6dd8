import type { Principal } from '@earmark/accounts';
import { createFakeClock } from '@earmark/testkit';
import { expect, test } from 'vitest';
import type { Connection, Connections } from './connections.ts';
import type { Pushed } from './feed.ts';
import { eventStream } from './stream.ts';

const event = (seq: number): Pushed => ({ seq, at: 0, account: 'a', event: 'x', data: {} });

/** What a client gets of what the connection is given, as text. */
async function streamOf(...batches: readonly (readonly Pushed[])[]): Promise<string> {
  let given: Connection | undefined;
  const connections: Connections = {
    count: 0,
    assertRoom: () => undefined,
    close: async () => undefined,
    async open(_principal, _wish, connection) {
      given = connection;
      return () => undefined;
    },
  };
  const { body } = await eventStream(connections, {
    principal: {} as Principal,
    after: undefined,
    account: undefined,
    clock: createFakeClock(),
    signal: new AbortController().signal,
  });
  for (const batch of batches) given?.send(batch);
  given?.close(1001, 'the test is over');
  return new Response(body).text();
}
const idsOf = (text: string) => [...text.matchAll(/^id: (\d+)$/gm)].map(([, id]) => Number(id));

test('each event has its number, for the client to go on from', async () => {
  expect(idsOf(await streamOf([event(1), event(2)], [event(5)]))).toEqual([1, 2, 5]);
});

test('a state that comes late does not lead the client back to what it has heard', async () => {
  const text = await streamOf([event(4), event(6)], [event(5)], [event(7)]);
  expect(text.match(/^data: /gm)).toHaveLength(4);
  expect(idsOf(text)).toEqual([4, 6, 7]);
});

test('attack 43: a stream that is not read is cut once a mebibyte waits, and nothing of it is kept', async () => {
  const large = (seq: number): Pushed => ({ ...event(seq), data: 'x'.repeat(100_000) });
  const batch = Array.from({ length: 300 }, (_, seq) => large(seq));
  await expect(streamOf(batch)).rejects.toThrow('too slow');
});
