import type { Argument, Command, Option } from 'commander';

/** One word that may come next, and what it means. */
export interface Candidate {
  readonly word: string;
  readonly description: string;
}
/** Names that only the installation knows, by what they name: `account`, `source` … Undefined: not such a name. */
export type KnownNames = (what: string) => Promise<readonly string[]> | undefined;

/**
 * What may come next. `words` are those typed after `earmark`; the last one is under way and may be empty. Nothing is
 * said of paths: the shell knows them best.
 */
export async function candidatesFor(
  program: Command,
  words: readonly string[],
  known: KnownNames,
): Promise<readonly Candidate[]> {
  const begun = words.at(-1) ?? '';
  const { command, pending, operands } = walk(program, words.slice(0, -1));
  const all = pending
    ? await valuesOf(pending, known)
    : begun.startsWith('-')
      ? optionsOf(command, program)
      : [
          ...(operands === 0 ? commandsOf(command) : []),
          ...(await valuesOf(argumentAt(command, operands), known)),
        ];
  return all.filter(({ word }) => word.startsWith(begun));
}

/** Which command the words have led to, the option that still wants its value, and how many arguments there are. */
function walk(program: Command, words: readonly string[]) {
  let command = program;
  let pending: Option | undefined;
  let operands = 0;
  for (const word of words) {
    if (pending) {
      pending = undefined;
      continue;
    }
    const option = [...command.options, ...program.options].find(
      ({ long, short }) => word === long || word === short,
    );
    if (option) pending = option.required ? option : undefined;
    else if (!word.startsWith('-')) {
      const next = command.commands.find((each) => namesOf(each).includes(word));
      if (next) [command, operands] = [next, 0];
      else operands += 1;
    }
  }
  return { command, pending, operands };
}

const namesOf = (command: Command) => [command.name(), ...command.aliases()];

const commandsOf = (command: Command): readonly Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((each) => ({ word: each.name(), description: each.description() }));

const optionsOf = (command: Command, program: Command): readonly Candidate[] =>
  [...new Set([...command.options, ...program.options])]
    .filter(({ hidden, long }) => !hidden && long)
    .map(({ long, description }) => ({ word: long ?? '', description }));

function argumentAt({ registeredArguments }: Command, at: number): Argument | undefined {
  const last = registeredArguments.at(-1);
  return registeredArguments[at] ?? (last?.variadic ? last : undefined);
}

async function valuesOf(
  of: Option | Argument | undefined,
  known: KnownNames,
): Promise<readonly Candidate[]> {
  if (!of) return [];
  const named = 'long' in of ? of.attributeName() : of.name();
  const values = of.argChoices ?? (await known(named)) ?? [];
  return values.map((word) => ({ word, description: '' }));
}
