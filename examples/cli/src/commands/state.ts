import { resolve } from 'node:path';
import { globalsOf } from '../host/globals.ts';
import { readSettings } from '../host/settings.ts';
import { createOutput } from '../output/output.ts';
import type { AddCommand } from './index.ts';

export const addState: AddCommand = (program) => {
  const state = program
    .command('state')
    .description('the journal, catalogue and reviews: back them up, bring them back');
  state
    .command('backup')
    .argument('<folder>', 'a new or empty folder')
    .description('a consistent copy, also while other processes write')
    .action(async (folder: string, _options, command) => {
      const globals = globalsOf(command);
      const { context } = await readSettings(globals);
      const out = createOutput(globals);
      const to = resolve(folder);
      const { backupState } = await import('@earmark/store');
      const result = await backupState({ folder: context.state, to });
      out.data({ event: 'backed-up', from: context.state, to, ...result });
      out.say(`${context.state} is copied to ${to}`);
    });
  state
    .command('restore')
    .argument('<folder>', 'a folder that `earmark state backup` made')
    .option('--force', 'in place of the state that is there')
    .description('brings a copy back; refuses to replace what is there')
    .action(async (folder: string, { force = false }: { readonly force?: boolean }, command) => {
      const globals = globalsOf(command);
      const { context } = await readSettings(globals);
      const out = createOutput(globals);
      const from = resolve(folder);
      const { restoreState } = await import('@earmark/store');
      const result = await restoreState({ from, folder: context.state, force });
      out.data({ event: 'restored', from, to: context.state, ...result });
      out.say(`${from} is restored to ${context.state}`);
    });
};
