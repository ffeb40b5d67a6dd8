import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { guards } from '../__tests__/guards.ts';

const top = fileURLToPath(new URL('../../../../', import.meta.url));
const config = fileURLToPath(new URL('../__tests__/without-guard.config.ts', import.meta.url));
const attacks = 47;
const inText = (file: string) => readFileSync(join(top, file), 'utf8');

test('every attack has a test of its number, and every guard is where the table says', () => {
  const tests = globSync('{packages,examples}/*/src/**/*.test.ts', { cwd: top })
    .map(inText)
    .join('\n');
  const numbers = Array.from({ length: attacks }, (_, index) => index + 1);
  expect(numbers.filter((number) => !tests.includes(`attack ${number}: `))).toEqual([]);
  const tried = new Set(guards.map(({ attack }) => attack));
  expect(numbers.filter((number) => !tried.has(number))).toEqual([15]);
  for (const { attack, without } of guards)
    for (const { in: file, take } of without)
      expect([attack, inText(file).split(take).length - 1]).toEqual([attack, 1]);
});

test('without its guard each attack is seen to succeed', { timeout: 3_600_000 }, (context) => {
  if (process.env.EARMARK_SOAK !== '1') context.skip('takes minutes: npm run test:soak');
  const vitest = join(top, 'node_modules/vitest/vitest.mjs');
  for (const [index, { attack, tests }] of guards.entries()) {
    const args = [vitest, 'run', tests, '-t', `attack ${attack}: `, '--config', config];
    const { status, stdout } = spawnSync(process.execPath, args, {
      cwd: top,
      encoding: 'utf8',
      env: { ...process.env, EARMARK_WITHOUT_GUARD: String(index), EARMARK_SOAK: '' },
    });
    expect.soft([attack, status, /\d+ failed/.test(stdout)], stdout).toEqual([attack, 1, true]);
  }
});
