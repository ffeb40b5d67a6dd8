import type { Command } from 'commander';
import { topics } from './topics.ts';

/** The whole command line as one page for `man`, from the same table as its help. */
export function manPage(program: Command, version: string): string {
  const help = program.createHelp();
  const options = (command: Command) =>
    help
      .visibleOptions(command)
      .filter(({ long }) => long !== '--help')
      .map((option) => entry(help.optionTerm(option), help.optionDescription(option)));
  const commands = (command: Command, names: readonly string[]): readonly string[] =>
    help
      .visibleCommands(command)
      .filter((each) => each.name() !== 'help')
      .flatMap((each) => {
        const full = [...names, each.name()];
        const own = `${full.join(' ')} ${each.usage()}`;
        return [
          `.SS ${escaped(own)}`,
          escaped(each.description()),
          ...options(each),
          ...commands(each, full),
        ];
      });
  return [
    `.TH EARMARK 1 "" "earmark ${version}" "Earmark"`,
    '.SH NAME',
    'earmark \\- find out what the world knows about your music, and write it down safely',
    '.SH SYNOPSIS',
    '.B earmark',
    escaped('[options] <command> [arguments]'),
    '.SH DESCRIPTION',
    escaped(program.description()),
    '.SH OPTIONS',
    ...options(program),
    '.SH COMMANDS',
    ...commands(program, ['earmark']),
    ...Object.entries(topics).flatMap(([name, { text }]) => [
      `.SH ${name.toUpperCase()}`,
      '.nf',
      escaped(text),
      '.fi',
    ]),
    '.SH EXIT STATUS',
    '0 done, 1 some items failed, 2 wrong usage or configuration, 130 stopped.',
    '',
  ].join('\n');
}

const entry = (term: string, text: string) => `.TP\n.B ${escaped(term)}\n${escaped(text)}`;

/** roff reads a backslash, a dot or an apostrophe that begins a line, and only ASCII. */
const escaped = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/gm, '\\&')
    .replace(
      /\P{ASCII}/gu,
      (letter) =>
        `\\[u${(letter.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
    );
