import type { DefineCommand } from './command.ts';

export const defineShell: DefineCommand = (command, session) => {
  command
    .addHelpText(
      'after',
      `
Options such as --account hold for every line. From a pipe each line is run, and the last one gives the exit code.
Examples:
  earmark shell
  earmark shell --account ann
  printf 'status\\nstart ann\\n' | earmark shell`,
    )
    .action(async (_flags, command) => {
      const { shell } = await import('../shell/shell.ts');
      session.code = await shell(session, session.globals(command));
    });
};
