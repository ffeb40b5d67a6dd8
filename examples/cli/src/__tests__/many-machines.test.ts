import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { openSession } from '../run-command.ts';
import { testIo } from './test-io.ts';

const folder = join(import.meta.dirname, '../../../many-machines');
// What containers start is tried in many-machines-files.test.ts: their command has no name before it.
const files = ['README.md', 'earmark-worker.service', 'earmark-worker.cron'];

/** Every `earmark …` that these files tell people to run. */
const commands = files.flatMap((file) =>
  [
    ...readFileSync(join(folder, file), 'utf8').matchAll(
      /(?<=^ {4}|`|command: |\/bin\/|[a-z] )earmark ((?:scan|tag|transcode|worker|jobs|doctor)\b[^`\n]*)/gm,
    ),
  ].map(([, words = '']) => [file, words.trim().split(/\s+/)] as const),
);

function commandOf(program: Command, [name, ...rest]: readonly string[]): Command | undefined {
  const found = program.commands.find((each) => each.name() === name);
  return (found && commandOf(found, rest)) ?? found;
}

test('each of the files names commands', () => {
  expect(new Set(commands.map(([file]) => file))).toEqual(new Set(files));
});

test.each(commands)('what %s says can be typed: earmark %j', async (_, words) => {
  const command = commandOf(await openSession(testIo()).programFor(words), words);
  const known = command?.options.map(({ long }) => long) ?? [];
  const flags = words.filter((word) => word.startsWith('--'));
  expect(known).toEqual(expect.arrayContaining(flags));
});
