import { expect, test } from 'vitest';
import { readServerSentEvents, type ServerSentEvent } from './server-sent-events.ts';

async function read(...chunks: readonly string[]) {
  const body = ReadableStream.from(chunks.map((chunk) => new TextEncoder().encode(chunk)));
  const found: ServerSentEvent[] = [];
  for await (const event of readServerSentEvents(body)) found.push(event);
  return found;
}

test('blocks are put together however the network cuts them', async () => {
  expect(
    await read('retry: 3000\n\nid: 1\nda', 'ta: {"a":1}\n', '\nid: 2\r\ndata: x\r\n\r\n: beat\n\n'),
  ).toEqual([
    { id: '1', data: '{"a":1}' },
    { id: '2', data: 'x' },
  ]);
});

test('several lines of data are one text', async () => {
  expect(await read('event: note\ndata: a\ndata: b\n\n')).toEqual([
    { event: 'note', data: 'a\nb' },
  ]);
});
