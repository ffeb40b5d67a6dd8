import { createRequire } from 'node:module';
import { Command } from 'commander';
import { addCommands } from './commands/index.ts';
import { ended } from './exit.ts';

/** What the command that ran wants the process to say at its end. */
export interface Outcome {
  code: number;
}

const { version } = createRequire(import.meta.url)('../package.json') as {
  readonly version: string;
};

export function createProgram(): { readonly program: Command; readonly outcome: Outcome } {
  const outcome: Outcome = { code: ended.done };
  const program = new Command('earmark')
    .description(
      'Finds out what the world knows about your music, decides what is right, and writes it down\nwithout ever losing a byte of sound. Everything it changes can be undone.',
    )
    .version(version)
    .option('--json', 'one JSON object per line on stdout, nothing else there')
    .option('--account <name>', 'whose state this is (EARMARK_ACCOUNT; default: default)')
    .option('--config <file>', 'this configuration instead of ./earmark.config.ts')
    .option(
      '--state <folder>',
      'where journal, catalogue and logs are kept (EARMARK_STATE; default: ./state)',
    )
    .option('--offline', 'asks nobody over the network: offline indexes alone')
    .option('--quiet', 'no progress, no hints; only what went wrong')
    .option('--verbose', 'what every source answered, and the stack of an error')
    .exitOverride()
    .showHelpAfterError('(earmark --help lists all commands)')
    .addHelpText(
      'after',
      `
A first time:
  earmark init                            writes a commented earmark.config.ts
  earmark doctor                          credentials, tools, permissions
  earmark tag /music --dry-run --sample 5 what would be changed, without changing it
  earmark tag /music                      the main job
  earmark review                          what it was not sure of
  earmark undo <run>                      and back

Exit codes: 0 done, 1 some items failed, 2 wrong usage or configuration, 130 stopped.`,
    );
  addCommands(program, outcome);
  // Sub-commands do not inherit it.
  const all = (command: Command): Command[] => [command, ...command.commands.flatMap(all)];
  for (const command of all(program)) command.exitOverride();
  return { program, outcome };
}
