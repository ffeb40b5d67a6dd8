import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Clock } from '../spec.ts';
import { createLogFile } from './log-file.ts';

const clock: Clock = {
  now: () => Date.UTC(2026, 0, 31, 12),
  monotonic: () => 0,
  sleep: async () => {},
};

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'earmark-log-'));
  onTestFinished(() => rm(path, { recursive: true }));
  return path;
}

test('a line is JSON with its fields, in the file of its day', async () => {
  const path = join(await folder(), 'logs');
  const log = createLogFile({ folder: path, clock });
  log.info('first', { run: 'r' });
  log.debug('too small');
  await log.flush();
  const text = await readFile(join(path, '2026-01-31.log'), 'utf8');
  expect(
    text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([{ time: '2026-01-31T12:00:00.000Z', level: 'info', message: 'first', run: 'r' }]);
});

test('old days go, other files stay', async () => {
  const path = await folder();
  for (const day of ['2026-01-01', '2026-01-02', '2026-01-03'])
    await writeFile(join(path, `${day}.log`), '');
  await writeFile(join(path, 'notes.txt'), '');
  const log = createLogFile({ folder: path, clock, keepDays: 2 });
  log.info('x');
  await log.flush();
  expect((await readdir(path)).sort()).toEqual([
    '2026-01-02.log',
    '2026-01-03.log',
    '2026-01-31.log',
    'notes.txt',
  ]);
});

test('a log that cannot be written stops nobody', async () => {
  const path = await folder();
  await writeFile(join(path, 'logs'), 'a file where the folder should be');
  const log = createLogFile({ folder: join(path, 'logs'), clock });
  log.info('lost');
  await expect(log.flush()).resolves.toBeUndefined();
});

test('what is written beside the message never takes its place, and nothing that cannot be written stops anybody', async () => {
  const path = await folder();
  const log = createLogFile({ folder: path, clock });
  const round: { self?: unknown } = {};
  round.self = round;
  log.warn('mine', { message: 'theirs', level: 'debug' });
  log.warn('odd', { big: 12n, round, error: new Error('boom') });
  await log.flush();
  const lines = (await readFile(join(path, '2026-01-31.log'), 'utf8')).trim().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ message: 'mine', level: 'warn' });
  expect(lines[1]).toContain('odd');
  expect(lines[1]).toContain('boom');
});
