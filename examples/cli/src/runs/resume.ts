import { EarmarkError, type RunRecord } from '@earmark/core';
import { didNothing, ended, exitCodeOf } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { showDecisions, type TagRequest, tagged } from '../tag/tag.ts';
import { stateOf } from './run-state.ts';

/** Goes on with a run that was stopped or killed; of one that completed with failures, does those parts again. */
export async function resume(host: Host, run: RunRecord, id3?: string): Promise<number> {
  const { out, follow } = host;
  const { id, recipe, request = null, outcome, counts } = run;
  if (recipe === undefined)
    throw new EarmarkError(
      'config',
      `Run ${id} (${run.pipeline}) cannot be resumed: start the same command again`,
    );
  const state = await stateOf(run);
  if (state === 'running')
    throw new EarmarkError('config', `Run ${id} is still running in process ${run.pid}`);
  const { failed = 0, undecided = 0, skipped = 0 } = counts;
  if (outcome === 'completed' && failed + undecided + skipped === 0) {
    out.say('This run has completed: there is nothing left to do.');
    return ended.done;
  }
  const account = await host.settled();
  const going =
    outcome === 'completed' ? await account.start(recipe, request) : await account.resume(id);
  if (recipe === 'tag' || recipe === 'covers') {
    showDecisions(going, {}, host);
    return tagged(host, request as TagRequest, await follow(going), id3);
  }
  const result = await follow(going);
  const { applied = 0, failed: failures = 0 } = result.counts;
  if (!didNothing(result))
    out.say(`${recipe}: ${counted(applied, 'file')} changed, ${failures} failed.`);
  return exitCodeOf(result);
}
