import { EarmarkError } from '@earmark/core';
import { withHost } from '../host/host.ts';
import { readSettings } from '../host/settings.ts';
import { createOutput } from '../output/output.ts';
import { typedPath } from '../typed-path.ts';
import type { DefineCommand } from './command.ts';

export const defineState: DefineCommand = (state, session) => {
  const path = (text: string) => typedPath(text, session.io);
  state
    .command('backup')
    .argument('<folder>', 'a new or empty folder', path)
    .description('a consistent copy, also while other processes write')
    .action(async (to: string, _options, command) => {
      const globals = session.globals(command);
      const { context } = await readSettings(globals);
      const out = createOutput(globals);
      const { backupState } = await import('@earmark/store');
      const result = await backupState({ folder: context.state, to });
      out.data({ event: 'backed-up', from: context.state, to, ...result });
      out.say(`${context.state} is copied to ${to}`);
    });
  state
    .command('restore')
    .argument('<folder>', 'a folder that `earmark state backup` made', path)
    .option('--force', 'in place of the state that is there')
    .description('restore a copy; refuses to replace what is there')
    .action(async (from: string, { force = false }: { readonly force?: boolean }, command) => {
      const globals = session.globals(command);
      const { context } = await readSettings(globals);
      const out = createOutput(globals);
      const { restoreState } = await import('@earmark/store');
      const result = await restoreState({ from, folder: context.state, force });
      out.data({ event: 'restored', from, to: context.state, ...result });
      out.say(`${from} is restored to ${context.state}`);
    });
  state
    .command('prune')
    .requiredOption('--older-than <days>', 'such as 90d: runs that ended longer ago')
    .option('--undo-too', 'also runs that can still be undone: afterwards they cannot')
    .description('forget old runs of the account; what can still be undone stays')
    .action(async ({ olderThan, undoToo = false }: PruneOptions, command) => {
      const before = Date.now() - daysOf(olderThan) * dayMs;
      await withHost(session.globals(command), async ({ earmark, out }) => {
        const { journal } = await earmark.store();
        const runs = await journal.prune({ before, undoable: undoToo });
        out.data({ event: 'pruned', account: earmark.account, runs });
        out.say(runs === 1 ? '1 run is forgotten' : `${runs} runs are forgotten`);
      });
    });
};

interface PruneOptions {
  readonly olderThan: string;
  readonly undoToo?: boolean;
}

const dayMs = 24 * 3600 * 1000;

function daysOf(text: string): number {
  const days = /^(\d{1,5})d$/.exec(text)?.[1];
  if (days !== undefined) return Number(days);
  throw new EarmarkError('config', `--older-than is a number of days, such as 90d, not ${text}`);
}
