import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { silentLog } from '../log/log-file.ts';
import { createEventBus, type Envelope } from './bus.ts';
import { toEmitter } from './emitter.ts';

const started: Envelope = { id: 1, at: 0, account: 'a', event: 'run-started', pipeline: 'p' };

test('on hears every time, once the first time, off nothing more', () => {
  const bus = createEventBus(silentLog);
  const heard: string[] = [];
  const gone = () => heard.push('gone');
  const emitter = toEmitter(bus)
    .on('run-started', ({ pipeline }) => heard.push(`on ${pipeline}`))
    .once('run-started', () => heard.push('once'))
    .on('run-started', gone)
    .off('run-started', gone);
  bus.emit(started);
  bus.emit(started);
  expect(heard).toEqual(['on p', 'once', 'on p']);
  expect(emitter.listenerCount('run-started')).toBe(1);
});

test('a listener that throws is reported, and the others hear the event', () => {
  const warnings: string[] = [];
  const bus = createEventBus({ ...silentLog, warn: (message) => warnings.push(message) });
  const heard: number[] = [];
  toEmitter(bus)
    .on('run-started', () => {
      throw new Error('a fault of the listener');
    })
    .on('run-started', ({ id }) => heard.push(id));
  bus.emit(started);
  expect(heard).toEqual([1]);
  expect(warnings).toHaveLength(1);
});

const root = fileURLToPath(new URL('../../../../', import.meta.url));

// The two ways of finding modules spell the default export of a CommonJS package differently.
test.each([
  ['nodenext', 'nodenext', 'TypedEmitter.default'],
  ['esnext', 'bundler', 'TypedEmitter'],
])('it is a TypedEmitter of typed-emitter (%s, %s)', (module, resolution, name) => {
  const folder = new URL(`../../node_modules/.cache/types-${resolution}/`, import.meta.url);
  mkdirSync(folder, { recursive: true });
  const file = fileURLToPath(new URL('use.ts', folder));
  writeFileSync(
    file,
    `import type TypedEmitter from 'typed-emitter';
import type { EventSource } from '../../../src/events/bus.ts';
import { type EventListeners, toEmitter } from '../../../src/events/emitter.ts';
declare const source: EventSource;
const emitter: ${name}<EventListeners> = toEmitter(source);
emitter.once('run-started', ({ pipeline }) => pipeline.toUpperCase());
// @ts-expect-error there is no such event
emitter.on('run-begun', () => {});
// @ts-expect-error a decision has no such property
emitter.on('decision-made', ({ decision }) => decision.certainty);
`,
  );
  writeFileSync(fileURLToPath(new URL('package.json', folder)), '{"type":"module"}');
  const tsc = join(root, 'node_modules', '.bin', 'tsc');
  const flags = `--noEmit --strict --skipLibCheck --ignoreConfig --allowImportingTsExtensions --target esnext --types node --customConditions @earmark/source --module ${module} --moduleResolution ${resolution}`;
  const { status, stdout } = spawnSync(tsc, [...flags.split(' '), file], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
  });
  expect(stdout).toBe('');
  expect(status).toBe(0);
  rmSync(folder, { recursive: true });
});
