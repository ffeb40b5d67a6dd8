import { Command } from 'commander';
import { commandList } from './commands/index.ts';
import type { Session } from './session.ts';
import { ownVersion } from './version.ts';

/** Every command by name; only those that the arguments name are loaded. */
export async function createProgram(args: readonly string[], session: Session): Promise<Command> {
  const { stdout, stderr } = session.io;
  // What is said before a sub-command is added is true for it as well.
  const program = new Command('earmark')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
    })
    .description(
      'Finds out what the world knows about your music, decides what is right, and writes it down\nwithout ever losing a byte of sound. Everything it changes can be undone.',
    )
    .version(ownVersion(), '--version')
    .option('--json', 'one JSON object per line on stdout, nothing else there')
    .option('--account <name>', 'whose state to use (EARMARK_ACCOUNT; default: default)')
    .option('--config <file>', 'use this configuration instead of ./earmark.config.ts')
    .option(
      '--state <folder>',
      'where journal, catalogue and logs are kept (EARMARK_STATE; default: ./state)',
    )
    .option('--offline', 'stay off the network: use offline indexes only')
    .option('--quiet', 'no progress, no hints, no decisions; only the result and what went wrong')
    .option('--verbose', 'show what every source answered, and the stack of an error')
    .helpCommand(false)
    .showHelpAfterError('(earmark --help lists all commands)')
    .addHelpText('after', firstSteps);
  for (const { name, description, load } of commandList) {
    const command = program.command(name).description(description);
    if (args.includes(name)) (await load())(command, session);
  }
  return program;
}

const firstSteps = `
First steps (more: earmark help):
  earmark init                            write a commented earmark.config.ts
  earmark doctor                          check credentials, tools and permissions
  earmark tag /music --dry-run --sample 5 see what would change, without changing it
  earmark tag /music                      the main job
  earmark review                          decide what it was not sure of
  earmark undo last                       take it all back

Exit codes: 0 done, 1 some items failed, 2 wrong usage or configuration, 130 stopped.`;
