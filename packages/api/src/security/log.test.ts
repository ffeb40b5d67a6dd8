import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogFile, systemClock } from '@earmark/core';
import { expect, test } from 'vitest';
import { createHouse, goodPassword } from '../__tests__/house.ts';
import { operation } from '../operation.ts';

test('attack 19: line breaks and escapes in names, agents and errors are text of one line of the log', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'earmark-log-'));
  const log = createLogFile({ folder, clock: systemClock });
  const hostile = 'x\r\n{"level":"info","msg":"forged"}\u001b[31m\u0007';
  const failing = operation({
    id: 'fail',
    method: 'GET',
    path: '/api/fail',
    summary: 'Fails',
    group: 'Test',
    access: { for: 'open' },
    answers: {},
    handle: ({ request }) =>
      Promise.reject(new Error(`${hostile} ${request.headers.get('user-agent')}`)),
  });
  const house = await createHouse({ log, operations: () => [failing] });
  const { key } = await house.setUp();
  const agent = 'Agent \u00e9[31m';
  expect((await house.ask('/api/fail', { headers: { 'user-agent': agent } })).status).toBe(500);
  const name = { name: hostile, password: goodPassword };
  expect((await house.ask('/api/people', { key, body: name })).status).toBe(400);
  await log.flush();
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const lines = texts.join('').trimEnd().split('\n');
  expect(lines).toHaveLength(1);
  for (const line of lines) {
    expect(JSON.parse(line)).not.toMatchObject({ msg: 'forged' });
    expect([...line].filter((character) => character < ' ')).toEqual([]);
  }
  await house.close();
  await rm(folder, { recursive: true });
});
