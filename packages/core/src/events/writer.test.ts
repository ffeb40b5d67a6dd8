import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { systemClock } from '../clock.ts';
import { silentLog } from '../log/log-file.ts';
import type { EventLog, NewLoggedEvent } from '../ports.ts';
import type { Envelope } from './bus.ts';
import { createEventWriter, defaultRetention } from './writer.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

test('an event is written at once, and those that follow soon are one batch', async () => {
  const batches: number[] = [];
  const events = {
    append: async (batch: readonly NewLoggedEvent[]) => void batches.push(batch.length),
    prune: async () => 0,
  } as unknown as EventLog;
  const writer = createEventWriter({
    events,
    clock: systemClock,
    log: silentLog,
    keep: defaultRetention,
  });
  const tell = async (run: string) => {
    writer.add({ at: 1, account: 'a', run, event: 'run-started' } as Envelope);
    for (let turns = 0; turns < 5; turns += 1) await turn();
  };
  await tell('r1');
  expect(batches).toEqual([1]);
  await tell('r2');
  await tell('r3');
  expect(batches).toEqual([1]);
  await writer.flush();
  expect(batches).toEqual([1, 2]);
});
