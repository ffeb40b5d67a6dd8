import { EarmarkError } from '@earmark/core';
import { exitCodeOf } from '../exit.ts';
import { type Host, withHost } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { dim } from '../output/style.ts';
import { lookFor, wrote } from '../runs/find-run.ts';
import type { DefineCommand } from './command.ts';

export const defineUndo: DefineCommand = (undoing, session) => {
  undoing
    .argument('<run-or-receipt>', 'an id that `earmark runs` or `earmark diff` shows, or last')
    .action(async (text: string, _options, command) => {
      session.code = await withHost(session.globals(command), async (host) => {
        const { out } = host;
        const result = await host.start('undo', { what: await whatToUndo(host, text) });
        const { applied = 0, failed = 0 } = result.counts;
        if (!result.fault) out.say(`${counted(applied, 'file')} put back, ${failed} refused.`);
        if (applied > 0) out.say(dim(`To undo this: earmark undo ${result.run}`));
        return exitCodeOf(result);
      });
    });
};

/** A mistyped id is no run that failed: it is refused before one starts. */
async function whatToUndo(host: Host, text: string): Promise<string> {
  const { journal } = await host.earmark.store();
  if (await journal.receipt(text)) return text;
  const run = await lookFor(host, text, wrote);
  if (run) return run.id;
  throw new EarmarkError(
    'config',
    text === 'last'
      ? 'There is nothing to undo: no run has written anything yet'
      : `Unknown run or receipt ${JSON.stringify(text)}: \`earmark runs\` and \`earmark diff\` list them`,
  );
}
