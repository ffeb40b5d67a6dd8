import { EarmarkError } from '@earmark/core';
import { manPage } from '../help/man-page.ts';
import { topics } from '../help/topics.ts';
import { ownVersion } from '../version.ts';
import type { DefineCommand } from './command.ts';

export const defineHelp: DefineCommand = (help, session) => {
  help
    .argument('[topic...]', 'a topic, or a command with its sub-commands')
    .option('--man', 'everything as a page for man')
    .action(async (words: readonly string[], { man = false }: { readonly man?: boolean }) => {
      const { stdout } = session.io;
      const program = await session.programFor(words);
      if (man) {
        const names = program.commands.map((each) => each.name());
        const whole = await session.programFor(names);
        return void stdout.write(manPage(whole, ownVersion()));
      }
      const [first] = words;
      if (first === undefined) return void stdout.write(overview());
      if (Object.hasOwn(topics, first)) return void stdout.write(`${topics[first]?.text}\n`);
      let command = program;
      for (const word of words) {
        const next = command.commands.find((each) => each.name() === word);
        if (!next) throw unknown(words.join(' '));
        command = next;
      }
      command.outputHelp();
    });
};

const overview = (): string =>
  `Topics:\n${Object.entries(topics)
    .map(([name, { means }]) => `  ${name.padEnd(15)}${means}\n`)
    .join(
      '',
    )}\nTo read one: earmark help <topic>. For a command: earmark help <command>. All commands: earmark --help\n`;

const unknown = (text: string) =>
  new EarmarkError(
    'config',
    `Unknown topic or command "${text}". Topics: ${Object.keys(topics).join(', ')}`,
  );
