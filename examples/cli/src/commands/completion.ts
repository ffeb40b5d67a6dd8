import { Argument } from 'commander';
import { candidatesFor } from '../completion/candidates.ts';
import { knownNames } from '../completion/known-names.ts';
import { type ShellName, scripts, shellNames } from '../completion/scripts.ts';
import type { DefineCommand } from './command.ts';

export const defineCompletion: DefineCommand = (completion, session) => {
  completion
    .addArgument(new Argument('<shell>').choices([...shellNames]))
    .addHelpText(
      'after',
      `
To switch it on:
  bash        echo 'source <(earmark completion bash)' >> ~/.bashrc
  zsh         echo 'source <(earmark completion zsh)' >> ~/.zshrc
  fish        earmark completion fish > ~/.config/fish/completions/earmark.fish
  PowerShell  earmark completion powershell | Out-String | Invoke-Expression     (add it to $PROFILE)`,
    )
    .action((shell: ShellName) => {
      session.io.stdout.write(scripts[shell]);
    });
  completion
    .command('words', { hidden: true })
    .argument('[words...]')
    .action(async (words: readonly string[], _flags, command) => {
      const program = await session.programFor(words);
      const found = await candidatesFor(program, words, knownNames(session.globals(command)));
      for (const { word, description } of found)
        session.io.stdout.write(`${word}\t${description.replace(/\s+/g, ' ')}\n`);
    });
};
