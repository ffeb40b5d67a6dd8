import { expect, test } from 'vitest';
import type { Clock, Logger } from '../spec.ts';
import { createEventBus, type Envelope } from './bus.ts';
import { createProgressMeter } from './progress.ts';

const warnings: string[] = [];
const log: Logger = {
  debug() {},
  info() {},
  error() {},
  warn: (message) => void warnings.push(message),
};
const started: Envelope = { id: 1, at: 0, account: 'a', event: 'run-started', pipeline: 'p' };

test('a listener that throws is reported once, and its fellows hear everything', () => {
  const bus = createEventBus(log);
  const heard: number[] = [];
  bus.on('run-started', () => {
    throw new Error('x');
  });
  bus.on('run-started', ({ id }) => heard.push(id));
  bus.emit(started);
  bus.emit({ ...started, id: 2 });
  expect(heard).toEqual([1, 2]);
  expect(warnings).toHaveLength(1);
});

test('who unsubscribes hears nothing more', () => {
  const bus = createEventBus(log);
  const heard: string[] = [];
  const off = bus.onAny(({ event }) => heard.push(event));
  bus.emit(started);
  off();
  bus.emit(started);
  expect(heard).toEqual(['run-started']);
});

function clockAt() {
  let now = 0;
  const clock: Clock = { now: () => now, monotonic: () => now, sleep: async () => {} };
  const advance = (ms: number) => {
    now += ms;
  };
  return { clock, advance };
}

test('the rate follows the last half minute, and the rest is told by it', () => {
  const { clock, advance } = clockAt();
  const meter = createProgressMeter(clock);
  meter.expect(100);
  for (let second = 0; second < 60; second++) {
    advance(1000);
    meter.done(second < 30 ? 0.1 : 1);
  }
  const { perSecond, etaMs = 0, done } = meter.now();
  expect(done).toBeCloseTo(33);
  expect(perSecond).toBeGreaterThan(0.9);
  expect(etaMs / 1000).toBeCloseTo(67 / perSecond, 0);
});

test('without a total there is no rest, and nothing done is no division by zero', () => {
  const { clock } = clockAt();
  expect(createProgressMeter(clock).now()).toEqual({ done: 0, perSecond: 0 });
});
