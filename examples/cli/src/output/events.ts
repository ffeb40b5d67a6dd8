import type { Events, Run } from '@earmark/core';
import { counted } from './counted.ts';
import type { Output } from './output.ts';
import { aboutPlace, type ShowPlace } from './place.ts';
import { printable } from './printable.ts';
import { dim, red, yellow } from './style.ts';
import { titlesOf } from './titles.ts';

/** With --json every event is a line; for people only what they should know while it happens. */
export function showEvents(run: Run, out: Output, place: ShowPlace): void {
  run.onAny((envelope) => out.data(envelope));
  if (out.json) return;
  const told = new Set<string>();
  run.on('source-failed', ({ source, fault }) => {
    // An outage is said once, not once an album.
    if (told.has(`${source} ${fault.code}`)) return;
    told.add(`${source} ${fault.code}`);
    out.complain(yellow(`${source} is silent: ${printable(fault.message)}`));
  });
  run.on('source-paused', ({ source, until, reason }) =>
    out.note(
      yellow(
        `${source} is paused until ${new Date(until).toLocaleTimeString()}: ${printable(reason)}`,
      ),
    ),
  );
  const complain = ({ target, fault }: Events['file-failed' | 'change-failed']) =>
    out.complain(red(printable(aboutPlace(place(target), fault.message))));
  run.on('file-failed', complain);
  run.on('change-failed', complain);
  run.on('change-skipped', ({ target, fault }) =>
    out.note(yellow(`skipped: ${printable(aboutPlace(place(target), fault.message))}`)),
  );
  if (!out.verbose) return;
  const titleOf = titlesOf(run);
  run.on('source-answered', ({ source, subject, candidates, ms, cached }) =>
    out.note(
      dim(
        `${source}: ${counted(candidates, 'candidate')} for ${printable(titleOf(subject))} in ${ms} ms${cached ? ' (cached)' : ''}`,
      ),
    ),
  );
}
