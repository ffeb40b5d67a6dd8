import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import { commandList } from '../commands/index.ts';
import { createProgram } from '../program.ts';
import type { Session } from '../session.ts';
import { testIo } from './test-io.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const pages = globSync(['README.md', 'docs/**/*.md', '{packages,examples}/*/README.md'], {
  cwd: root,
});
/** A line of a block, or words between backticks. */
const commands = /(?:^ {4}|^|`)(?:npx )?earmark ([a-z][^`\n#]*)/gm;

const documented = pages.flatMap((page) =>
  [...readFileSync(`${root}${page}`, 'utf8').matchAll(commands)].map(([, text = '']) => ({
    page,
    text: text.trim(),
  })),
);
const session = { io: testIo({ cwd: root, env: {}, stdin: '' }) } as unknown as Session;
const program = await createProgram(
  commandList.map(({ name }) => name),
  session,
);

/** What is wrong with a command line as it stands in a page, or nothing. */
function wrongIn(text: string): string | undefined {
  let command: Command = program;
  let options = program.options;
  for (const word of text.split(/\s+/)) {
    const [flag = ''] = word.split('=');
    if (/^--?[a-z]/.test(flag)) {
      if (
        !options.some((each) => each.long === flag || each.short === flag) &&
        !/^(--help|-h|--version)$/.test(flag)
      )
        return `${command.name()} has no option ${flag}`;
      continue;
    }
    const next = command.commands.find((each) => each.name() === word);
    if (next) {
      command = next;
      options = [...options, ...command.options];
    } else if (command === program) return `there is no command ${word}`;
    // What has commands of its own and takes nothing else is told one of them.
    else if (command.commands.length > 0 && command.registeredArguments.length === 0)
      if (/^[a-z-]+$/.test(word)) return `${command.name()} has no command ${word}`;
  }
  return undefined;
}

test('the pages show commands', () => {
  expect(documented.length).toBeGreaterThan(50);
});

test('commands that pages show exist, with their options', () => {
  const wrong = documented.flatMap(({ page, text }) => {
    const what = wrongIn(text);
    return what === undefined ? [] : [`${page}: earmark ${text}: ${what}`];
  });
  expect(wrong).toEqual([]);
});

test('a command that does not exist would be seen', () => {
  expect(wrongIn('tga /music')).toMatch(/no command tga/);
  expect(wrongIn('tag /music --dryrun')).toMatch(/no option --dryrun/);
  expect(wrongIn('runs sho x')).toMatch(/no command sho/);
});
