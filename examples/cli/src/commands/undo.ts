import { exitCodeOf } from '../exit.ts';
import { globalsOf } from '../host/globals.ts';
import { withHost } from '../host/host.ts';
import { dim } from '../output/style.ts';
import type { AddCommand } from './index.ts';

export const addUndo: AddCommand = (program, outcome) => {
  program
    .command('undo')
    .argument('<run-or-receipt>', 'an id that `earmark runs` or `earmark diff` shows')
    .description('puts back what a run or one receipt changed; refuses what somebody changed since')
    .action(async (what: string, _options, command) => {
      outcome.code = await withHost(globalsOf(command), async ({ earmark, follow, out }) => {
        const result = await follow(earmark.undo(what));
        const { applied = 0, failed = 0 } = result.counts;
        if (!result.fault) out.say(`${applied} files put back, ${failed} refused.`);
        if (applied > 0) out.say(dim(`this can itself be undone: earmark undo ${result.run}`));
        return exitCodeOf(result);
      });
    });
};
