import type { RunResult } from '@earmark/core';
import { didNothing } from '../exit.ts';
import type { Host } from '../host/host.ts';
import { counted } from '../output/counted.ts';
import { bold, dim } from '../output/style.ts';

/** The last words of a run of `tag`: what was done, how the albums stand, and what to do next. */
export async function sayTagged(
  host: Host,
  dryRun: boolean,
  result: RunResult,
  id3?: string,
): Promise<void> {
  const { earmark, out } = host;
  const { counts, outcome, run } = result;
  const { subjects = 0, resumed = 0, planned = 0, applied = 0, queued = 0, failed = 0 } = counts;
  const { review = 0, manual = 0, undecided = 0, skipped = 0 } = counts;
  if (didNothing(result)) return;
  out.say('');
  const before = resumed > 0 ? ` (${resumed} finished before)` : '';
  const albums = `${counted(subjects, 'album')}${before}`;
  const waiting = dryRun ? review + manual - undecided : queued;
  const done = dryRun
    ? `${counted(planned, 'file')} would change, ${counted(waiting, 'decision')} would wait for review`
    : `${counted(applied, 'file')} written, ${counted(waiting, 'decision')} for review`;
  const trouble = [
    ...(skipped > 0 ? [`${counted(skipped, 'file')} skipped, in use by another process`] : []),
    ...(failed > 0 || !dryRun ? [`${failed} failed`] : []),
  ];
  const head = dryRun ? `${bold('Dry run')}: ${albums}: ` : `${albums}: `;
  out.say(`${head}${[done, ...trouble].join(', ')}.${dryRun ? ' Nothing was written.' : ''}`);
  const standing = standingOf(counts);
  if (standing !== '') out.say(`Albums: ${standing}.`);
  const unread = unreadOf(counts);
  if (unread !== '') out.say(unread);
  if (undecided > 0) out.say(dim('Once the silent sources answer again, run the same command.'));
  if (applied > 0) out.say(dim(`To undo: earmark undo ${run}`));
  if (!dryRun && (await earmark.reviews.count({ status: 'pending' })) > 0)
    out.say(dim('To decide what it was not sure of: earmark review'));
  if (outcome === 'stopped')
    out.say(
      dim(`To resume: earmark runs resume ${run}${id3 === undefined ? '' : ` --id3 ${id3}`}`),
    );
}

/** Each album counts once, by the most that is open about it. */
const standings: readonly (readonly [count: string, words: string])[] = [
  ['albums:changed', 'to change'],
  ['albums:review', 'for review'],
  ['albums:manual', 'uncertain'],
  ['albums:confirmed', 'confirmed as they are'],
  ['albums:unknown', 'unknown to all sources'],
  ['albums:undecided', 'undecided because a source could not be asked'],
  ['albums:settled', 'settled by you (rejected or locked)'],
  ['albums:unsaid', 'known, with nothing said about these fields'],
];

function standingOf(counts: RunResult['counts']): string {
  return standings
    .flatMap(([name, words]) => {
      const count = counts[name] ?? 0;
      return count > 0 ? [`${count} ${words}`] : [];
    })
    .join(', ');
}

const unreadPrefix = 'unread:';

/** Media that were left out because no format here reads them, by extension. */
function unreadOf(counts: RunResult['counts']): string {
  const { unread = 0 } = counts;
  if (unread === 0) return '';
  const each = Object.entries(counts).flatMap(([name, count]) =>
    name.startsWith(unreadPrefix) ? [`${name.slice(unreadPrefix.length)} (${count})`] : [],
  );
  return `Left out, as no format here reads them: ${counted(unread, 'file')}: ${each.join(', ')}.`;
}
