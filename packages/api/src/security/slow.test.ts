import { connect } from 'node:net';
import { expect, test } from 'vitest';
import { createHouse } from '../__tests__/house.ts';
import { statusOf } from '../__tests__/raw.ts';

/** Sends a beginning and then a byte now and then, until the other end has had enough; gives what it said. */
function dribbled(url: string, beginning: string): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname, () => socket.write(beginning));
  const drip = setInterval(() => socket.write('x'), 20);
  let text = '';
  socket.setEncoding('utf8').on('data', (part) => {
    text += part;
  });
  socket.on('error', () => undefined);
  return new Promise((resolve) => {
    socket.on('close', () => {
      clearInterval(drip);
      resolve(text);
    });
  });
}

test('attack 44: headers and bodies that come a byte at a time are given up', async () => {
  const house = await createHouse({ patience: { headersMs: 200, requestMs: 400 } });
  const { key } = await house.setUp();
  const { host } = new URL(house.url);
  const start = `POST /api/control HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${key}\r\nContent-Type: application/json\r\n`;
  expect([0, 408]).toContain(statusOf(await dribbled(house.url, `${start}X-Slow: `)));
  const body = await dribbled(house.url, `${start}Content-Length: 100000\r\n\r\n{"`);
  expect([0, 408]).toContain(statusOf(body));
  expect((await house.ask('/health')).status).toBe(200);
  await house.close();
});
