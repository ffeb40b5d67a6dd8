import { exitCodeOf } from '../exit.ts';
import { withHost } from '../host/host.ts';
import { dim } from '../output/style.ts';
import type { DefineCommand } from './command.ts';

export const defineUndo: DefineCommand = (command, session) => {
  command
    .argument('<run-or-receipt>', 'an id that `earmark runs` or `earmark diff` shows')
    .action(async (what: string, _options, command) => {
      session.code = await withHost(session.globals(command), async ({ earmark, follow, out }) => {
        const result = await follow(earmark.undo(what));
        const { applied = 0, failed = 0 } = result.counts;
        if (!result.fault) out.say(`${applied} files put back, ${failed} refused.`);
        if (applied > 0) out.say(dim(`this can itself be undone: earmark undo ${result.run}`));
        return exitCodeOf(result);
      });
    });
};
