import { spawnSync } from 'node:child_process';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandList } from '../commands/index.ts';
import { topics } from '../help/topics.ts';
import { main } from '../main.ts';
import { openSession } from '../run-command.ts';
import { testIo } from './test-io.ts';

async function help(...args: string[]) {
  const io = testIo();
  const code = await main(['help', ...args], io);
  return { code, ...io.written };
}

test('help lists the topics, tells one, and tells a command with its sub-commands', async () => {
  expect((await help()).stdout).toContain('confidence');
  expect((await help('undo')).stdout).toContain('earmark undo last');
  expect((await help('tag')).stdout).toContain('--dry-run');
  expect((await help('runs', 'resume')).stdout).toContain('continue a stopped or killed run');
  const wrong = await help('dishes');
  expect([wrong.code, wrong.stderr]).toEqual([2, expect.stringContaining('Topics: confidence,')]);
});

test('a topic fits a narrow terminal, and every command that it names is there', async () => {
  const names = commandList.map(({ name }) => name);
  const program = await openSession(testIo()).programFor(names);
  for (const [name, { text }] of Object.entries(topics)) {
    expect(Math.max(...text.split('\n').map((line) => line.length)), name).toBeLessThanOrEqual(95);
    for (const [, command = '', next = ''] of text.matchAll(/earmark ([a-z]+)(?: ([a-z]+))?/g)) {
      const known = program.commands.find((each) => each.name() === command);
      if (command === 'config') continue;
      expect(known, `${name}: ${command}`).toBeDefined();
      const subs = known?.commands.map((each) => each.name()) ?? [];
      const takesWords = (known?.registeredArguments.length ?? 0) > 0;
      if (next && subs.length > 0 && !takesWords)
        expect(subs, `${name}: ${command}`).toContain(next);
    }
  }
});

test('no command has an option by the name of one that belongs to all commands', async () => {
  const program = await openSession(testIo()).programFor(commandList.map(({ name }) => name));
  const taken = new Set(program.options.flatMap(({ long }) => long ?? []));
  const clashes = (command: Command): string[] => [
    ...command.options
      .filter(({ long }) => taken.has(long ?? ''))
      .map(({ long }) => `${command.name()} ${long}`),
    ...command.commands.flatMap(clashes),
  ];
  expect(program.commands.flatMap(clashes)).toEqual([]);
});

test('the page for man has every command', async () => {
  const { stdout } = await help('--man');
  for (const { name } of commandList)
    if (name !== 'help') expect(stdout).toMatch(new RegExp(`^\\.SS earmark ${name}\\b`, 'm'));
});

const hasGroff = spawnSync('groff', ['--version']).status === 0;
test.skipIf(!hasGroff)(
  `man reads the page without a complaint${hasGroff ? '' : ' (groff is not installed)'}`,
  async () => {
    const { stdout: input } = await help('--man');
    const read = ['-man', '-Tutf8', '-ww', '-z'];
    const { status, stderr } = spawnSync('groff', read, { input, encoding: 'utf8' });
    expect([status, stderr]).toEqual([0, '']);
  },
);
